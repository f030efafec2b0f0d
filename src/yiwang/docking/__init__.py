"""Docking (对接): how departments' own vertical systems and the platforms above the city exchange with us.

Vertical systems hand applications in over a signed interface; they become ordinary cases. Whatever happens to a case
goes up to every platform that wants it, through an outbox: in order for each case, acknowledged message by message,
retried, and compared day by day. What ministries' systems answer comes back onto the case's timeline. Who stands on the
other side, and by which field names, is data (`data/platforms.toml`); the one simulator of those we cannot reach says so.
"""
