"""Days of a streak that pay more than others."""
