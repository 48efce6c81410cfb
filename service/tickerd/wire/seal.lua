-- Frees what Redis has of a blog whose log was sealed up to its last event, whole or not at all.
--
-- KEYS: heads, sealed, stubs, log, posts, state, revisions, checkpoints, ground
-- ARGV: blog, its head as it was sealed (seq, cursor), the stub as it was ('' for none), the new one
-- Answers 1; or 0 where the blog has moved on, or somebody else has sealed it meanwhile.

local HEADS, SEALED, STUBS, LOG, POSTS, STATE = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local blog, seq, cursor, before, stub = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]

-- Redis does not roll back: reading a key proves its type before the first write.
local head = redis.call('ZSCORE', HEADS, blog) or '0'
local kept = redis.call('HGET', STUBS, blog) or ''
local last = redis.call('XREVRANGE', LOG, '+', '-', 'COUNT', 1)[1]
redis.call('ZCARD', SEALED)
redis.call('HLEN', POSTS)
redis.call('HLEN', STATE)
if tonumber(head) ~= tonumber(seq) or kept ~= before or not last then
  return 0
end
-- A Redis that lost the end of its log may have given the same seq to another event since.
if string.match(last[2][2], '"id":"([^"]+)"') ~= cursor then
  return 0
end

redis.call('HSET', STUBS, blog, stub)
redis.call('ZADD', SEALED, seq, blog)
redis.call('UNLINK', LOG, POSTS, KEYS[7], KEYS[8], KEYS[9])
-- The head's cursor and hash stay: a later event is chained to them.
redis.call('HDEL', STATE, 'known', 'window')
return 1
