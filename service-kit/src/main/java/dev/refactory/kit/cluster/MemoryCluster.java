package dev.refactory.kit.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// The twin in memory, for tests: members that share a [Room] see one another.
public final class MemoryCluster implements Cluster {
    /// Where members meet.
    public static final class Room {
        private final TreeSet<String> members = new TreeSet<>();
        private final Map<String, Map<String, HintMap.Hint>> maps = new ConcurrentHashMap<>();
        private final Map<String, List<Consumer<String>>> topics = new ConcurrentHashMap<>();
    }

    private final Room room;
    private final String self;
    private volatile boolean closed;

    public MemoryCluster(Room room, String self) {
        this.room = room;
        this.self = self;
        synchronized (room.members) {
            room.members.add(self);
        }
    }

    @Override
    public String self() {
        return self;
    }

    @Override
    public List<String> members() {
        synchronized (room.members) {
            return List.copyOf(room.members);
        }
    }

    @Override
    public HintMap map(String name) {
        return new MemoryMap(room.maps.computeIfAbsent(name, key -> new ConcurrentHashMap<>()));
    }

    @Override
    public HintTopic topic(String name) {
        return new MemoryTopic(room.topics.computeIfAbsent(name, key -> new CopyOnWriteArrayList<>()));
    }

    @Override
    public void close() {
        closed = true;
        synchronized (room.members) {
            room.members.remove(self);
        }
    }

    private final class MemoryMap implements HintMap {
        private final Map<String, Hint> hints;
        private final SeenVersions seen = new SeenVersions();

        MemoryMap(Map<String, Hint> hints) {
            this.hints = hints;
        }

        @Override
        public void put(String key, long version, String value) {
            if (!closed && HintLimits.fits(key, value)) {
                hints.merge(key, new Hint(version, value), (old, mine) -> old.version() > version ? old : mine);
            }
        }

        @Override
        public Optional<Hint> get(String key) {
            Hint hint = closed ? null : hints.get(key);
            return hint == null ? Optional.empty() : seen.accept(key, hint);
        }

        @Override
        public void remove(String key) {
            hints.remove(key);
        }

        @Override
        public Map<String, Hint> all() {
            return closed ? Map.of() : new TreeMap<>(hints);
        }
    }

    private final class MemoryTopic implements HintTopic {
        private final List<Consumer<String>> listeners;

        MemoryTopic(List<Consumer<String>> listeners) {
            this.listeners = listeners;
        }

        @Override
        public void publish(String message) {
            if (!closed && message.length() <= HintLimits.MESSAGE) {
                new ArrayList<>(listeners).forEach(listener -> listener.accept(message));
            }
        }

        @Override
        public Subscription subscribe(Consumer<String> listener) {
            Consumer<String> heard = message -> {
                if (!closed) {
                    listener.accept(message);
                }
            };
            listeners.add(heard);
            return () -> listeners.remove(heard);
        }
    }
}
