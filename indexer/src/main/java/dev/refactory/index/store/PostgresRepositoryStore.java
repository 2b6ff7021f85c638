package dev.refactory.index.store;

import dev.refactory.index.git.RepositoryIdentity;
import dev.refactory.index.git.RepositoryIdentity.Kind;
import dev.refactory.kit.jdbc.Database;
import dev.refactory.kit.tenant.TenantId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Repositories in Postgres, by the database's clock.
public final class PostgresRepositoryStore implements RepositoryStore {
    private final Database database;

    public PostgresRepositoryStore(Database database) {
        this.database = database;
    }

    /// A row, deleted ones included.
    private record Row(@Nullable StoredRepository alive, boolean purged) {}

    private static Row row(ResultSet row) throws SQLException {
        if (row.getString("kind") == null) {
            return new Row(null, Statements.instantOrNull(row, "purged_at") != null);
        }
        return new Row(stored(row), false);
    }

    private static StoredRepository stored(ResultSet row) throws SQLException {
        return new StoredRepository(
                row.getString("repository_id"),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("source"),
                row.getInt("generation"),
                Statements.instant(row, "created_at"),
                Statements.instantOrNull(row, "last_used_at"));
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Registration register(TenantId tenant, RepositoryIdentity identity, int most) {
        Optional<StoredRepository> known = find(tenant, identity.repositoryId());
        if (known.isPresent()) {
            return new Registration(known.get(), false);
        }
        return database.inTransaction(tenant, connection -> {
            Statements.first(connection, RepositorySql.LOCK_TENANT, row -> row.getInt(1), tenant.value());
            Optional<Row> there = Statements.first(
                    connection,
                    RepositorySql.FIND_ANY,
                    PostgresRepositoryStore::row,
                    tenant.value(),
                    identity.repositoryId());
            StoredRepository alive = there.map(Row::alive).orElse(null);
            if (alive != null) {
                return new Registration(alive, false);
            }
            if (there.isPresent() && !there.get().purged()) {
                throw RepositoryFaults.stillPurged(identity);
            }
            int count = Statements.first(
                            connection, RepositorySql.COUNT, row -> row.getInt("known"), tenant.value(), most)
                    .orElse(0);
            if (count >= most) {
                throw RepositoryFaults.tooMany(most);
            }
            return new Registration(made(connection, tenant, identity, there.isPresent()), true);
        });
    }

    private static StoredRepository made(
            Connection connection, TenantId tenant, RepositoryIdentity identity, boolean revived) throws SQLException {
        String kind = word(identity.kind());
        return (revived
                        ? Statements.first(
                                connection,
                                RepositorySql.REVIVE,
                                PostgresRepositoryStore::stored,
                                kind,
                                identity.source(),
                                tenant.value(),
                                identity.repositoryId())
                        : Statements.first(
                                connection,
                                RepositorySql.INSERT,
                                PostgresRepositoryStore::stored,
                                tenant.value(),
                                identity.repositoryId(),
                                kind,
                                identity.source()))
                .orElseThrow();
    }

    @Override
    public void used(TenantId tenant, String repositoryId, NamedCommit commit) {
        database.inTransaction(tenant, connection -> {
            if (Statements.update(connection, RepositorySql.TOUCH, tenant.value(), repositoryId) == 0) {
                return false;
            }
            boolean inserted = Statements.first(
                            connection,
                            RepositorySql.USE_COMMIT,
                            row -> row.getBoolean("inserted"),
                            tenant.value(),
                            repositoryId,
                            commit.commitId(),
                            commit.treeId(),
                            commit.ref())
                    .orElse(false);
            if (inserted) {
                Statements.update(
                        connection,
                        RepositorySql.FORGET_OLDEST_COMMITS,
                        tenant.value(),
                        repositoryId,
                        tenant.value(),
                        repositoryId,
                        MOST_COMMITS - 1);
            }
            return true;
        });
    }

    @Override
    public Optional<StoredRepository> find(TenantId tenant, String repositoryId) {
        return database.inTransaction(
                tenant,
                connection -> Statements.first(
                        connection, RepositorySql.FIND, PostgresRepositoryStore::stored, tenant.value(), repositoryId));
    }

    @Override
    public List<StoredRepository> list(TenantId tenant, @Nullable String after, int limit) {
        return database.inTransaction(
                tenant,
                connection -> Statements.list(
                        connection,
                        RepositorySql.LIST,
                        PostgresRepositoryStore::stored,
                        tenant.value(),
                        after,
                        tenant.value(),
                        after,
                        limit));
    }

    @Override
    public List<UsedCommit> commits(
            TenantId tenant, String repositoryId, @Nullable String ref, @Nullable String commitId, int limit) {
        return database.inTransaction(
                tenant,
                connection -> Statements.list(
                        connection,
                        RepositorySql.COMMITS,
                        row -> new UsedCommit(
                                new NamedCommit(
                                        row.getString("commit_id"), row.getString("tree_id"), row.getString("ref")),
                                Statements.instant(row, "used_at")),
                        tenant.value(),
                        repositoryId,
                        ref,
                        ref,
                        commitId,
                        commitId,
                        limit));
    }

    @Override
    public boolean markDeleted(TenantId tenant, String repositoryId) {
        return database.inTransaction(
                tenant,
                connection ->
                        Statements.update(connection, RepositorySql.MARK_DELETED, tenant.value(), repositoryId) == 1);
    }

    @Override
    public List<Tombstone> toPurge(int limit) {
        return database.inTransactionOfAllTenants(connection -> Statements.list(
                connection,
                RepositorySql.TO_PURGE,
                row -> new Tombstone(new TenantId(row.getString("tenant_id")), row.getString("repository_id")),
                limit));
    }

    @Override
    public void purged(TenantId tenant, String repositoryId) {
        database.inTransaction(tenant, connection -> {
            if (Statements.update(connection, RepositorySql.PURGED, tenant.value(), repositoryId) == 1) {
                Statements.update(connection, RepositorySql.FORGET_COMMITS, tenant.value(), repositoryId);
            }
            return repositoryId;
        });
    }

    @Override
    public Map<String, Standing> standings(TenantId tenant, Collection<String> repositoryIds) {
        Map<String, Standing> standings = new HashMap<>();
        database.inTransaction(
                tenant,
                connection -> Statements.list(
                        connection,
                        RepositorySql.STANDINGS,
                        row -> standings.put(
                                row.getString("repository_id"),
                                new Standing(row.getInt("generation"), row.getBoolean("deleted"))),
                        tenant.value(),
                        repositoryIds.toArray(String[]::new)));
        return standings;
    }
}
