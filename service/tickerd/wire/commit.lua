
-- Follows epoch.lua and head.lua. Puts events of one blog on the wire, whole or not at all.
--
-- KEYS: wire, epochs, heads, minutes, log, posts, state
-- ARGV: epoch name, blog, seq and hash of the expected head, hash of the last event, how a body
--       begins, two channels, Known, Window, number of events, minutes and posts, then: what
--       follows the opening of each body; the minutes in which events were observed; id and
--       KnownPost of each touched post.
-- Answers: 1, epoch, seq of the first event, cursor before it ('' if there is none);
--          or 0, the seq of the blog's head (conflict).

local HEADS, MINUTES, LOG, POSTS, STATE = KEYS[3], KEYS[4], KEYS[5], KEYS[6], KEYS[7]
local blog, opening = ARGV[2], ARGV[6]
local events, minutes, touched = tonumber(ARGV[11]), tonumber(ARGV[12]), tonumber(ARGV[13])
local FIXED = 13

-- Redis does not roll back: all that can go wrong is found out before the first write. Reading
-- a key also proves its type.
local now = stand()
local head, hash, previous = find_head(HEADS, STATE, blog)
local last = redis.call('XREVRANGE', LOG, '+', '-', 'COUNT', 1)[1]
redis.call('HLEN', KEYS[2])
redis.call('ZCARD', MINUTES)
redis.call('HLEN', POSTS)
if head ~= tonumber(ARGV[3]) or hash ~= ARGV[4] then
  return {0, whole(head)}
end
if last and tonumber(string.match(last[1], '^%d+')) > now.seq then
  return redis.error_reply('DAMAGED the log of ' .. blog .. ' is ahead of the wire')
end

begin(now)
-- The log of a tickerd from before the chain: the head's cursor stands in its body alone.
previous = previous or (last and string.match(last[2][2], '"id":"([^"]+)"')) or ''
local before, seq = previous, now.seq
for event = 1, events do
  seq = seq + 1
  local cursor = now.epoch .. '-' .. whole(seq)
  local link = previous ~= '' and '","previousid":"' .. previous .. '"' or '"'
  local body = opening .. cursor .. link .. ARGV[FIXED + event]
  redis.call('XADD', LOG, whole(seq) .. '-0', 'body', body)
  redis.call('PUBLISH', ARGV[7], body)
  redis.call('PUBLISH', ARGV[8], body)
  previous = cursor
end
redis.call('HSET', KEYS[1], 'seq', whole(seq))
redis.call('ZADD', HEADS, whole(seq), blog)
redis.call('HSET', STATE, 'known', ARGV[9], 'window', ARGV[10], 'cursor', previous, 'hash', ARGV[5])

-- A minute leads to the seq before the first event of that minute or any later one, however the
-- workers' clocks differ: seqs only grow, so an older minute never needs to be put right.
for index = 1, minutes do
  local minute = ARGV[FIXED + events + index]
  local later = redis.call('ZRANGEBYSCORE', MINUTES, minute, '+inf', 'WITHSCORES', 'LIMIT', 0, 1)
  if tonumber(later[2]) ~= tonumber(minute) then
    local place = later[1] and string.match(later[1], ':(%d+)$') or whole(now.seq)
    redis.call('ZADD', MINUTES, minute, minute .. ':' .. place)
  end
end

for index = 1, touched do
  local at = FIXED + events + minutes + 2 * index - 1
  redis.call('HSET', POSTS, ARGV[at], ARGV[at + 1])
end
return {1, now.epoch, whole(now.seq + 1), before}
