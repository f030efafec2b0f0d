"""Reading BPMN strictly: what is not expressly allowed is refused, and all mistakes are told at once."""
