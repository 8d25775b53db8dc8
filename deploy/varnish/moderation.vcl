vcl 4.1;

import std;

# Varnish before the service, and told by it what has changed:
# MODERATION_PURGE_URLS="PURGE http://127.0.0.1:6081/" MODERATION_TRUSTED_PROXIES=1

backend default {
    .host = "127.0.0.1";
    .port = "8000";
}

acl moderation {
    "127.0.0.1";  # the machines whose workers may throw things away
    "::1";
}

sub vcl_recv {
    if (req.method == "PURGE") {
        if (client.ip !~ moderation) {
            return (synth(405));
        }
        # No space may stand in a ban's pattern; tags are made of letters, digits, "-" and "_".
        ban("obj.http.Surrogate-Key ~ (^|[^-a-z0-9_])("
            + regsuball(req.http.Surrogate-Key, " ", "|") + ")([^-a-z0-9_]|$)");
        return (synth(200, "Thrown away"));
    }
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }
    unset req.http.Cookie;  # readers have none, and the dashboard does not go this way
    return (hash);
}

sub vcl_backend_response {
    set beresp.ttl = 0s;
    set beresp.grace = 0s;
    if (beresp.status == 200 && beresp.http.Surrogate-Control ~ "max-age=[0-9]+") {
        set beresp.ttl = std.duration(regsub(beresp.http.Surrogate-Control, ".*max-age=([0-9]+).*", "\1s"), 0s);
    } elsif (beresp.http.Cache-Control !~ "no-cache|no-store|private" && beresp.http.Cache-Control ~ "max-age") {
        set beresp.ttl = std.duration(regsub(beresp.http.Cache-Control, ".*max-age=([0-9]+).*", "\1s"), 0s);
    } else {
        set beresp.uncacheable = true;
    }
}

sub vcl_deliver {
    unset resp.http.Surrogate-Key;
    unset resp.http.Surrogate-Control;
    unset resp.http.CDN-Cache-Control;
    unset resp.http.Cache-Tag;
    unset resp.http.Age;  # for browsers: ask again each time
}
