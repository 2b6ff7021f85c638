package dev.refactory.index.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.index.git.RepositoryIdentity;
import dev.refactory.index.git.RepositoryIdentity.Kind;
import dev.refactory.index.store.RepositoryStore.NamedCommit;
import dev.refactory.index.store.RepositoryStore.Registration;
import dev.refactory.index.store.RepositoryStore.Standing;
import dev.refactory.index.store.RepositoryStore.StoredRepository;
import dev.refactory.index.store.RepositoryStore.Tombstone;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What holds for every [RepositoryStore].
abstract class RepositoryStoreContract {
    private static final int MANY = 1_000;
    private static int sources;

    abstract RepositoryStore store();

    /// A tenant of its own for each test.
    abstract TenantId tenant();

    private static RepositoryIdentity identity(Kind kind) {
        int number = ++sources;
        return new RepositoryIdentity(
                String.format("repo_%032x", number), kind, kind == Kind.REMOTE ? "https://host/" + number : "up");
    }

    private static NamedCommit commit(int number, @Nullable String ref) {
        return new NamedCommit(String.format("%040x", number), String.format("%040x", number + 0x1000), ref);
    }

    @Test
    void aRepositoryIsRegisteredOnce() {
        TenantId tenant = tenant();
        RepositoryIdentity identity = identity(Kind.REMOTE);

        Registration first = store().register(tenant, identity, MANY);
        Registration again = store().register(tenant, identity, MANY);

        assertThat(first.created()).isTrue();
        assertThat(again.created()).isFalse();
        assertThat(again.repository()).isEqualTo(first.repository());
        StoredRepository stored = store().find(tenant, identity.repositoryId()).orElseThrow();
        assertThat(stored.kind()).isEqualTo(Kind.REMOTE);
        assertThat(stored.source()).isEqualTo(identity.source());
        assertThat(stored.generation()).isEqualTo(1);
        assertThat(stored.lastUsedAt()).isNull();
    }

    @Test
    void tenantsSeeTheirOwnOnly() {
        TenantId mine = tenant();
        TenantId theirs = tenant();
        RepositoryIdentity identity = identity(Kind.UPLOAD);
        store().register(mine, identity, MANY);

        assertThat(store().find(theirs, identity.repositoryId())).isEmpty();
        assertThat(store().list(theirs, null, 10)).isEmpty();
        assertThat(store().standings(theirs, List.of(identity.repositoryId()))).isEmpty();
        assertThat(store().markDeleted(theirs, identity.repositoryId())).isFalse();
        assertThat(store().find(mine, identity.repositoryId())).isPresent();
    }

    @Test
    void theListIsNewestFirstAndGoesOnAfterAPage() {
        TenantId tenant = tenant();
        List<String> ids = List.of(identity(Kind.REMOTE), identity(Kind.UPLOAD), identity(Kind.REMOTE)).stream()
                .map(identity -> store().register(tenant, identity, MANY))
                .map(registration -> registration.repository().repositoryId())
                .toList();

        assertThat(store().list(tenant, null, 2))
                .extracting(StoredRepository::repositoryId)
                .containsExactly(ids.get(2), ids.get(1));
        assertThat(store().list(tenant, ids.get(1), 2))
                .extracting(StoredRepository::repositoryId)
                .containsExactly(ids.get(0));
        assertThat(store().list(tenant, "repo_unknown", 2)).isEmpty();
    }

    @Test
    void aTenantHasNoMoreThanItMay() {
        TenantId tenant = tenant();
        RepositoryIdentity first = identity(Kind.REMOTE);
        store().register(tenant, first, 1);
        assertCode(ErrorCode.LIMIT_EXCEEDED, () -> store().register(tenant, identity(Kind.REMOTE), 1));
        assertThat(store().register(tenant, first, 1).created()).isFalse();

        store().markDeleted(tenant, first.repositoryId());
        assertThat(store().register(tenant, identity(Kind.REMOTE), 1).created()).isTrue();
    }

    private static void assertCode(ErrorCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RefactoryException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void theCommitsOfJobsAreRememberedAsTheyWereNamed() {
        TenantId tenant = tenant();
        String id = store().register(tenant, identity(Kind.REMOTE), MANY)
                .repository()
                .repositoryId();
        store().used(tenant, id, commit(1, "main"));
        store().used(tenant, id, commit(2, "dev"));
        store().used(tenant, id, commit(3, null));
        store().used(tenant, id, commit(1, null));

        assertThat(store().find(tenant, id).orElseThrow().lastUsedAt()).isNotNull();
        assertThat(store().commits(tenant, id, null, null, 10))
                .extracting(used -> used.commit())
                .containsExactly(commit(1, "main"), commit(3, null), commit(2, "dev"));
        assertThat(store().commits(tenant, id, "dev", null, 10))
                .extracting(used -> used.commit())
                .containsExactly(commit(2, "dev"));
        assertThat(store().commits(tenant, id, null, commit(3, null).commitId(), 10))
                .hasSize(1);
        assertThat(store().commits(tenant, id, null, null, 1)).hasSize(1);
        store().used(tenant, "repo_" + "e".repeat(32), commit(9, null));
        assertThat(store().commits(tenant, "repo_" + "e".repeat(32), null, null, 1))
                .isEmpty();
    }

    @Test
    void theLongestUnusedCommitsAreForgotten() {
        TenantId tenant = tenant();
        String id = store().register(tenant, identity(Kind.REMOTE), MANY)
                .repository()
                .repositoryId();
        for (int i = 1; i <= RepositoryStore.MOST_COMMITS + 2; i++) {
            store().used(tenant, id, commit(i, null));
        }
        assertThat(store().commits(tenant, id, null, null, 2_000))
                .hasSize(RepositoryStore.MOST_COMMITS)
                .extracting(used -> used.commit())
                .doesNotContain(commit(1, null), commit(2, null))
                .contains(commit(3, null));
    }

    @Test
    void aDeletedRepositoryIsGoneAndComesBackInItsNextGenerationOnceNothingIsLeft() {
        TenantId tenant = tenant();
        RepositoryIdentity identity = identity(Kind.REMOTE);
        String id = identity.repositoryId();
        store().register(tenant, identity, MANY);
        store().used(tenant, id, commit(1, "main"));
        store().purged(tenant, id);
        assertThat(store().find(tenant, id)).as("it is not deleted").isPresent();

        assertThat(store().markDeleted(tenant, id)).isTrue();
        assertThat(store().markDeleted(tenant, id)).isFalse();

        assertThat(store().find(tenant, id)).isEmpty();
        assertThat(store().list(tenant, null, 10)).isEmpty();
        assertThat(store().standings(tenant, List.of(id))).containsEntry(id, new Standing(2, true));
        assertThat(store().toPurge(10_000)).contains(new Tombstone(tenant, id));
        assertCode(ErrorCode.NOT_READY, () -> store().register(tenant, identity, MANY));

        store().purged(tenant, id);
        assertThat(store().toPurge(10_000)).doesNotContain(new Tombstone(tenant, id));
        assertThat(store().register(tenant, identity, MANY).created()).isTrue();
        assertThat(store().standings(tenant, List.of(id))).containsEntry(id, new Standing(2, false));
        assertThat(store().commits(tenant, id, null, null, 10)).isEmpty();
    }
}
