package dev.refactory.accelerator.node;

import java.time.Duration;

/// @param requestTimeout one request at one node, queueing included
/// @param statusTimeout one question for a node's status
/// @param statusAge how old a node's status may be before it is asked again
/// @param downTime how long a node that could not be reached is used last
/// @param maxSends how often one request is sent in all, at least 1
/// @param maxAnswerBytes of one answer
public record RemoteSettings(
        Duration requestTimeout,
        Duration statusTimeout,
        Duration statusAge,
        Duration downTime,
        int maxSends,
        int maxAnswerBytes) {
    public static final RemoteSettings DEFAULT = new RemoteSettings(
            Duration.ofMinutes(5), Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(5), 3, 64 << 20);
}
