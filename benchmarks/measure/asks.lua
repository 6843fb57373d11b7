-- Sends requests from a file in rotation, from a given one on, and says at the end what came of them.
-- Each line of the file holds the headers of one request, "name: value" with tabs between them.

local requests, at = {}, 0

function init(arguments)
    for line in io.lines(arguments[1]) do
        local headers = {}
        for name, value in line:gmatch("([^\t:]+): ([^\t]*)") do
            headers[name] = value
        end
        requests[#requests + 1] = wrk.format("GET", nil, headers)
    end
    at = tonumber(arguments[2])
end

function request()
    at = at % #requests + 1
    return requests[at]
end

function done(summary, latency)
    local errors = summary.errors
    local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
    -- Times are in microseconds.
    print(string.format("asked %d %d %d %d %d", summary.requests, summary.duration, failed,
        latency:percentile(50), latency:percentile(99)))
end
