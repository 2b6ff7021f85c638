package dev.refactory.kit.cluster;

import java.util.List;

/// How a process takes part.
///
/// @param name processes of one name find each other
/// @param host the address to be reached at
/// @param port 1 to 65535; when it is taken, one of the next 20
/// @param members `host:port` of others; empty means that nobody is looked for
public record ClusterSettings(String name, String host, int port, List<String> members) {
    public ClusterSettings {
        members = List.copyOf(members);
    }
}
