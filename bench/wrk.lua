-- Sends one request again and again, or those of a file in turn; says what came of it as JSON.
wrk.method = os.getenv("WRK_METHOD") or "GET"
wrk.body = os.getenv("WRK_BODY")

local paths = {}
if os.getenv("WRK_PATHS") then
  for path in io.lines(os.getenv("WRK_PATHS")) do
    paths[#paths + 1] = path
  end
  local at = 0
  request = function()
    at = at % #paths + 1
    return wrk.format(nil, paths[at])
  end
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\nFIGURES {"requests": %d, "seconds": %.4f, "bytes": %d, "p50_ms": %.3f, "p99_ms": %.3f,' ..
    ' "max_ms": %.3f, "refused": %d, "broken": %d}\n',
    summary.requests, summary.duration / 1e6, summary.bytes,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000,
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
