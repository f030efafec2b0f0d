"""Publishing, delivering, sending again."""
