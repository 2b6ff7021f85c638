package dev.refactory.index.store;

import dev.refactory.index.git.RepositoryIdentity;
import dev.refactory.kit.tenant.TenantId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The twin of [PostgresRepositoryStore] for tests; never part of a running role.
public final class MemoryRepositoryStore implements RepositoryStore {
    private final InstantSource clock;
    private final Map<Key, Row> rows = new LinkedHashMap<>();
    private long turns;

    public MemoryRepositoryStore(InstantSource clock) {
        this.clock = clock;
    }

    private record Key(TenantId tenant, String repositoryId) {}

    private record Turn(long number, UsedCommit commit) {}

    private static final class Row {
        @Nullable
        StoredRepository alive;

        int generation = 1;
        long made;
        boolean purged;
        final Map<String, Turn> commits = new HashMap<>();
    }

    @Override
    public synchronized Registration register(TenantId tenant, RepositoryIdentity identity, int most) {
        Key key = new Key(tenant, identity.repositoryId());
        Row row = rows.get(key);
        if (row != null && row.alive != null) {
            return new Registration(row.alive, false);
        }
        if (row != null && !row.purged) {
            throw RepositoryFaults.stillPurged(identity);
        }
        if (alive(tenant).size() >= most) {
            throw RepositoryFaults.tooMany(most);
        }
        Row made = row == null ? new Row() : row;
        StoredRepository stored = new StoredRepository(
                identity.repositoryId(), identity.kind(), identity.source(), made.generation, clock.instant(), null);
        made.alive = stored;
        made.purged = false;
        made.made = ++turns;
        rows.put(key, made);
        return new Registration(stored, true);
    }

    /// Newest first.
    private List<StoredRepository> alive(TenantId tenant) {
        List<StoredRepository> found = new ArrayList<>();
        rows.entrySet().stream()
                .filter(entry -> entry.getKey().tenant().equals(tenant))
                .sorted(Comparator.comparingLong(entry -> -entry.getValue().made))
                .forEach(entry -> Optional.ofNullable(entry.getValue().alive).ifPresent(found::add));
        return found;
    }

    @Override
    public synchronized void used(TenantId tenant, String repositoryId, NamedCommit commit) {
        Row row = rows.get(new Key(tenant, repositoryId));
        StoredRepository alive = row == null ? null : row.alive;
        if (row == null || alive == null) {
            return;
        }
        row.alive = new StoredRepository(
                repositoryId, alive.kind(), alive.source(), alive.generation(), alive.createdAt(), clock.instant());
        Turn before = row.commits.get(commit.commitId());
        String ref = commit.ref() != null || before == null
                ? commit.ref()
                : before.commit().commit().ref();
        NamedCommit named = new NamedCommit(commit.commitId(), commit.treeId(), ref);
        row.commits.put(commit.commitId(), new Turn(++turns, new UsedCommit(named, clock.instant())));
        if (row.commits.size() > MOST_COMMITS) {
            row.commits.values().stream()
                    .min(Comparator.comparingLong(Turn::number))
                    .ifPresent(oldest ->
                            row.commits.remove(oldest.commit().commit().commitId()));
        }
    }

    @Override
    public synchronized Optional<StoredRepository> find(TenantId tenant, String repositoryId) {
        Row row = rows.get(new Key(tenant, repositoryId));
        return row == null ? Optional.empty() : Optional.ofNullable(row.alive);
    }

    @Override
    public synchronized List<StoredRepository> list(TenantId tenant, @Nullable String after, int limit) {
        List<StoredRepository> all = alive(tenant);
        int from = 0;
        if (after != null) {
            List<String> ids = all.stream().map(StoredRepository::repositoryId).toList();
            int at = ids.indexOf(after);
            from = at < 0 ? all.size() : at + 1;
        }
        return List.copyOf(all.subList(from, Math.min(all.size(), from + limit)));
    }

    @Override
    public synchronized List<UsedCommit> commits(
            TenantId tenant, String repositoryId, @Nullable String ref, @Nullable String commitId, int limit) {
        Row row = rows.get(new Key(tenant, repositoryId));
        if (row == null) {
            return List.of();
        }
        return row.commits.values().stream()
                .sorted(Comparator.comparingLong(Turn::number).reversed())
                .map(Turn::commit)
                .filter(used -> ref == null || ref.equals(used.commit().ref()))
                .filter(used ->
                        commitId == null || commitId.equals(used.commit().commitId()))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized boolean markDeleted(TenantId tenant, String repositoryId) {
        Row row = rows.get(new Key(tenant, repositoryId));
        if (row == null || row.alive == null) {
            return false;
        }
        row.alive = null;
        row.generation++;
        row.made = ++turns;
        return true;
    }

    @Override
    public synchronized List<Tombstone> toPurge(int limit) {
        return rows.entrySet().stream()
                .filter(entry -> entry.getValue().alive == null && !entry.getValue().purged)
                .sorted(Comparator.comparingLong(entry -> entry.getValue().made))
                .limit(limit)
                .map(entry ->
                        new Tombstone(entry.getKey().tenant(), entry.getKey().repositoryId()))
                .toList();
    }

    @Override
    public synchronized void purged(TenantId tenant, String repositoryId) {
        Row row = rows.get(new Key(tenant, repositoryId));
        if (row != null && row.alive == null) {
            row.purged = true;
            row.commits.clear();
        }
    }

    @Override
    public synchronized Map<String, Standing> standings(TenantId tenant, Collection<String> repositoryIds) {
        Map<String, Standing> standings = new HashMap<>();
        for (String id : repositoryIds) {
            Row row = rows.get(new Key(tenant, id));
            if (row != null) {
                standings.put(id, new Standing(row.generation, row.alive == null));
            }
        }
        return standings;
    }
}
