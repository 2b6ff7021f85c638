package dev.refactory.kit.cluster;

import java.util.List;

/// What processes tell one another outside of the database. Losing any of it costs speed, never a job: no call
/// blocks for more than a moment, and none throws because others are away. Thread-safe.
public interface Cluster extends AutoCloseable {
    /// This process's own name in the cluster.
    String self();

    /// The processes that are reachable now, this one included, by name.
    List<String> members();

    /// The map of this name, shared by all members.
    HintMap map(String name);

    /// The topic of this name, heard by all members.
    HintTopic topic(String name);

    /// Leaves. Maps and topics are silent from then on.
    @Override
    void close();
}
