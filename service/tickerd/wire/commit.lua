
-- Follows epoch.lua, head.lua and minutes.lua.
-- Puts events of one blog on the wire, whole or not at all.
--
-- KEYS: wire, epochs, heads, minutes, moments, log, posts, state, revisions, checkpoints
-- ARGV: epoch name, blog, seq and hash of the expected head, hash of the last event, how a body
--       begins, two channels, Known, Window, greatest moment of observation, compressed Known ('':
--       no checkpoint), number of events between two marks, number of events, minutes and posts,
--       then: what follows the opening of each body; the minutes in which events were observed; of
--       each touched post: id, KnownPost, number of its first change here, numbers of its events.
-- Answers: 1, epoch, seq of the first event, cursor before it ('' if there is none), number of
--          events since the last checkpoint; or 0, the seq of the blog's head (conflict).

local WIRE, _, HEADS, MINUTES, MOMENTS, LOG, POSTS, STATE, REVISIONS, CHECKPOINTS = unpack(KEYS)
local blog, opening, moment, checkpoint = ARGV[2], ARGV[6], tonumber(ARGV[11]), ARGV[12]
local marked_every = tonumber(ARGV[13])
local events, minutes, touched = tonumber(ARGV[14]), tonumber(ARGV[15]), tonumber(ARGV[16])
local FIXED = 16

-- Redis does not roll back: all that can go wrong is found out before the first write. Reading
-- a key also proves its type.
local now = stand()
local head, hash, previous = find_head(HEADS, STATE, blog)
local last = redis.call('XREVRANGE', LOG, '+', '-', 'COUNT', 1)[1]
local covered = redis.call('XREVRANGE', CHECKPOINTS, '+', '-', 'COUNT', 1)[1]
redis.call('HLEN', KEYS[2])
redis.call('ZCARD', MINUTES)
redis.call('ZCARD', MOMENTS)
redis.call('HLEN', POSTS)
redis.call('HLEN', REVISIONS)
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
redis.call('HSET', WIRE, 'seq', whole(seq))
redis.call('ZADD', HEADS, whole(seq), blog)
redis.call('HSET', STATE, 'known', ARGV[9], 'window', ARGV[10], 'cursor', previous, 'hash', ARGV[5])

local latest = math.max(moment, find_latest(WIRE, MINUTES))
for index = 1, minutes do
  note_minute(MINUTES, ARGV[FIXED + events + index], whole(now.seq))
end

-- A mark says up to where nothing was observed after a moment. There is one every so many events,
-- so that few need be read to find the place of any moment.
local unmarked = tonumber(redis.call('HGET', WIRE, 'unmarked') or '0') + events
if unmarked >= marked_every then
  redis.call('ZADD', MOMENTS, whole(latest), string.format('%016.0f', seq))
  unmarked = 0
end
redis.call('HSET', WIRE, 'latest', whole(latest), 'unmarked', whole(unmarked))

for index = 1, touched do
  local at = FIXED + events + minutes + 4 * index - 3
  redis.call('HSET', POSTS, ARGV[at], ARGV[at + 1])
  -- An index that does not begin with the first change, in a log from before it, is none.
  local seqs = redis.call('HGET', REVISIONS, ARGV[at])
  if seqs or ARGV[at + 2] == '1' then
    for number in string.gmatch(ARGV[at + 3], '%d+') do
      seqs = (seqs and seqs .. ' ' or '') .. whole(now.seq + tonumber(number))
    end
    redis.call('HSET', REVISIONS, ARGV[at], seqs)
  end
end

-- A checkpoint is the fold of all events up to here.
local kept = redis.call('HMGET', STATE, 'latest', 'uncovered')
latest = math.max(moment, tonumber(kept[1] or '0'))
if covered then
  latest = math.max(latest, tonumber(string.match(covered[1], '^%d+')))
end
local uncovered = tonumber(kept[2] or whole(redis.call('XLEN', LOG) - events)) + events
if checkpoint ~= '' then
  redis.call('XADD', CHECKPOINTS, whole(latest) .. '-' .. whole(seq), 'known', checkpoint)
  uncovered = 0
end
redis.call('HSET', STATE, 'latest', whole(latest), 'uncovered', whole(uncovered))
return {1, now.epoch, whole(now.seq + 1), before, whole(uncovered)}
