"""What an operator does with the bus: watch, mend, pause. Works on the database alone.

The running instances are other processes; they notice with their next heartbeat.
"""
