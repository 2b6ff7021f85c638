package dev.refactory.kit.cluster;

class MemoryClusterTest extends ClusterContract {
    private final MemoryCluster.Room room = new MemoryCluster.Room();
    private final Cluster first = new MemoryCluster(room, "first");
    private final Cluster second = new MemoryCluster(room, "second");

    @Override
    Cluster first() {
        return first;
    }

    @Override
    Cluster second() {
        return second;
    }
}
