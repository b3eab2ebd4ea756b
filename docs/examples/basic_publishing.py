from domains.core import EventBusConfig, RedisEventBus, PointsAwardedEvent

# Initialize Event Bus
config = EventBusConfig(redis_url="redis://localhost:6379/0")
event_bus = RedisEventBus(config)
await event_bus.initialize()

# Publish an event
event = PointsAwardedEvent(
    user_id=12345,
    points_amount=100,
    action_type="story_completion",
    multiplier=1.5
)
await event_bus.publish(event)
