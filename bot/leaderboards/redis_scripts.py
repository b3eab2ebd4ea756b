"""What happens inside Redis in one step.

A board is a sorted set, and a hash that knows each player's member of it. `ready` says that
both are complete; it dies with them. A new copy is made beside the old one under `building`.
"""

from __future__ import annotations

PUT = """
-- KEYS: ready, rank, member, building, rank of the new copy, member of the new copy
-- ARGV: user, score, member. A score of 0 takes the player off.
local function put(rank, member, keeps_a_mark)
    local old = redis.call('HGET', member, ARGV[1])
    if tonumber(ARGV[2]) == 0 then
        if old then redis.call('ZREM', rank, old) end
        if keeps_a_mark then redis.call('HSET', member, ARGV[1], '-')
        else redis.call('HDEL', member, ARGV[1]) end
        return
    end
    -- The member begins with how long before the end of time it was reached: less is later.
    if old and old ~= '-' and string.sub(old, 1, 15) < string.sub(ARGV[3], 1, 15) then return end
    if old then redis.call('ZREM', rank, old) end
    redis.call('ZADD', rank, ARGV[2], ARGV[3])
    redis.call('HSET', member, ARGV[1], ARGV[3])
end
if redis.call('EXISTS', KEYS[1]) == 1 then put(KEYS[2], KEYS[3], false) end
if redis.call('EXISTS', KEYS[4]) == 1 then put(KEYS[5], KEYS[6], true) end
return 1
"""
"""Absolute totals, so that doing it again changes nothing; what is older than known is ignored."""

FILL = """
-- KEYS: building, rank of the new copy, member of the new copy
-- ARGV: token, seconds, then user, score, member of each
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('EXPIRE', KEYS[1], ARGV[2])
for i = 3, #ARGV, 3 do
    -- What came in meanwhile is newer than what the database was asked for.
    if redis.call('HSETNX', KEYS[3], ARGV[i], ARGV[i + 2]) == 1 then
        redis.call('ZADD', KEYS[2], ARGV[i + 1], ARGV[i + 2])
    end
end
redis.call('EXPIRE', KEYS[2], ARGV[2])
redis.call('EXPIRE', KEYS[3], ARGV[2])
return 1
"""

FINISH = """
-- KEYS: ready, rank, member, building, rank of the new copy, member of the new copy
-- ARGV: token, seconds that a copy may live
if redis.call('GET', KEYS[4]) ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[2], KEYS[3])
if redis.call('EXISTS', KEYS[5]) == 1 then redis.call('RENAME', KEYS[5], KEYS[2]) end
if redis.call('EXISTS', KEYS[6]) == 1 then redis.call('RENAME', KEYS[6], KEYS[3]) end
redis.call('SET', KEYS[1], ARGV[1])
redis.call('DEL', KEYS[4])
for i = 1, 3 do redis.call('EXPIRE', KEYS[i], ARGV[2]) end
return 1
"""

VIEW = """
-- KEYS: ready, rank, member. ARGV: user, top, beside
if redis.call('EXISTS', KEYS[1]) == 0 then return false end
local mine = redis.call('HGET', KEYS[3], ARGV[1])
if not mine or mine == '-' then return false end
local place = redis.call('ZREVRANK', KEYS[2], mine)
if not place then return false end
local first = math.max(0, place - ARGV[3])
return {
    redis.call('ZCARD', KEYS[2]),
    redis.call('ZREVRANGE', KEYS[2], 0, ARGV[2] - 1, 'WITHSCORES'),
    first,
    redis.call('ZREVRANGE', KEYS[2], first, place + ARGV[3], 'WITHSCORES'),
}
"""
