
-- Follows epoch.lua and minutes.lua. Moves staged logs onto the wire, whole or not at all.
--
-- KEYS: wire, epochs, heads, minutes, moments, floors, reasons; then for each blog where its log,
--       posts, state, revisions, checkpoints and ground are staged, and where they belong
-- ARGV: epoch name, plan as JSON: `blogs` with `blog`, `first` seq, `head` seq, `count` of
--       entries, `floor`; `epochs` with the seq up to which their cursors hold; `minutes`, each
--       behind the seq before its first event, in order; `marks`, seqs in order, each before the
--       greatest moment of observation up to it
-- Answers nothing; or the blog that cannot be moved in, and why.

local WIRE, EPOCHS, HEADS, MINUTES = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local MOMENTS, FLOORS, REASONS = KEYS[5], KEYS[6], KEYS[7]
local PARTS = 6
local plan = cjson.decode(ARGV[2])

local function places(index)
  local at = 7 + 2 * PARTS * (index - 1)
  return {unpack(KEYS, at + 1, at + PARTS)}, {unpack(KEYS, at + PARTS + 1, at + 2 * PARTS)}
end

-- Redis does not roll back: all that can go wrong is found out before the first write. Reading
-- a key also proves its type.
local now = stand()
redis.call('HLEN', EPOCHS)
redis.call('ZCARD', MINUTES)
redis.call('ZCARD', MOMENTS)
redis.call('ZCARD', FLOORS)
redis.call('HLEN', REASONS)
for index, one in ipairs(plan.blogs) do
  local staged, own = places(index)
  if redis.call('ZSCORE', HEADS, one.blog) or redis.call('EXISTS', unpack(own)) > 0 then
    return {one.blog, 'it has events here already, and they are others'}
  end
  if one.first <= now.seq then
    return {one.blog, 'its events have places from ' .. whole(one.first) .. ' on, and the events '
      .. 'here have come to ' .. whole(now.seq)}
  end
  if redis.call('XLEN', staged[1]) ~= one.count or redis.call('EXISTS', staged[3]) == 0 then
    return {one.blog, 'what had been brought over was dropped meanwhile; try again'}
  end
end

begin(now)
local newest, latest = now.seq, find_latest(WIRE, MINUTES)
for index, one in ipairs(plan.blogs) do
  local staged, own = places(index)
  for part = 1, PARTS do
    -- A blog may have none of some parts. What is staged would expire, there too.
    if redis.call('PERSIST', staged[part]) == 1 then
      redis.call('RENAME', staged[part], own[part])
    end
  end
  redis.call('ZADD', HEADS, whole(one.head), one.blog)
  if one.floor > 0 then
    redis.call('ZADD', FLOORS, whole(one.floor), one.blog)
    redis.call('HSET', REASONS, one.blog, 'they had been, before the blog was brought here')
  end
  newest = math.max(newest, one.head)
end
for epoch, seq in pairs(plan.epochs) do
  local known = tonumber(redis.call('HGET', EPOCHS, epoch) or '0')
  if epoch ~= now.epoch and known < seq then
    redis.call('HSET', EPOCHS, epoch, whole(seq))
  end
end
for _, one in ipairs(plan.minutes) do
  note_minute(MINUTES, whole(one[2]), whole(one[1]))
end
for _, one in ipairs(plan.marks) do
  latest = math.max(latest, one[2])
  redis.call('ZADD', MOMENTS, whole(latest), string.format('%016.0f', one[1]))
end
redis.call('HSET', WIRE, 'seq', whole(newest), 'latest', whole(latest), 'unmarked', '0')
