package dev.refactory.accelerator.node;

import java.time.Duration;

/// @param requestTimeout one request at one node, queueing included
/// @param statusTimeout one question for a node's status
/// @param statusAge how old a node's status may be before it is asked again; nodes that have a request of ours are
///     asked as often
/// @param frozenAfter without a sign of life for so long, a node's requests go elsewhere; longer than `statusAge` and
///     `statusTimeout` together
/// @param quarantine how long a node is used last that failed several times in a row; doubled with every failure more
/// @param hedgeAfter no second node is asked for an answer that took less
/// @param maxSends how often one request is sent in all, at least 1
/// @param maxAnswerBytes of one answer
public record RemoteSettings(
        Duration requestTimeout,
        Duration statusTimeout,
        Duration statusAge,
        Duration frozenAfter,
        Duration quarantine,
        Duration hedgeAfter,
        int maxSends,
        int maxAnswerBytes) {
    public static final RemoteSettings DEFAULT = new RemoteSettings(
            Duration.ofMinutes(5),
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            Duration.ofSeconds(7),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            3,
            64 << 20);
}
