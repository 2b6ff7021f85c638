package dev.refactory.index.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.index.git.BundleLimits;
import dev.refactory.index.git.GitConfig;
import dev.refactory.index.git.GitCredentials;
import dev.refactory.index.git.GitFixture;
import dev.refactory.index.git.JGitRepositories;
import dev.refactory.index.git.Repositories.ResolvedCommit;
import dev.refactory.index.git.RepositorySource.Upload;
import dev.refactory.index.store.MemoryBundleStore;
import dev.refactory.index.store.MemoryRepositoryStore;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.kit.time.SystemTime;
import dev.refactory.testkit.VirtualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A place that takes bundles, and what comes of refused ones.
abstract class UploadFixture {
    static final TenantId TENANT = TenantId.DEFAULT;

    @TempDir
    Path temp;

    final MemoryRepositoryStore registry = new MemoryRepositoryStore(new VirtualClock());
    final MemoryBundleStore bundles = new MemoryBundleStore(new VirtualClock(), registry);
    GitFixture origin;
    JGitRepositories git;
    Uploads uploads;

    @BeforeEach
    void start() throws IOException {
        origin = GitFixture.init(temp.resolve("origin"));
        git = machine("data", BundleLimits.DEFAULT);
        uploads = new Uploads(git, registry, bundles, RepositoryLimits.DEFAULT);
    }

    final void start(BundleLimits limits, RepositoryLimits most) {
        git = machine("data", limits);
        uploads = new Uploads(git, registry, bundles, most);
    }

    JGitRepositories machine(String data, BundleLimits limits) {
        return new JGitRepositories(
                GitConfig.strict(temp.resolve(data)),
                SystemTime.ticker(),
                GitCredentials.NONE,
                new StoredBundles(bundles),
                limits);
    }

    Path bundle(String... arguments) throws IOException {
        Path file = temp.resolve("b.bundle");
        Files.deleteIfExists(file);
        String[] command = new String[arguments.length + 3];
        command[0] = "bundle";
        command[1] = "create";
        command[2] = file.toString();
        System.arraycopy(arguments, 0, command, 3, arguments.length);
        origin.git(command);
        return file;
    }

    String upload(String name, Path bundle) {
        return uploads.upload(TENANT, name, bundle).repository().repositoryId();
    }

    static Upload source(String id, @Nullable String ref) {
        return new Upload(id, ref, null);
    }

    static ResolvedCommit resolve(JGitRepositories on, Upload source) {
        return on.resolve(TENANT, source, () -> false);
    }

    static void assertRefused(ErrorCode code, String words, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(RefactoryException.class, e -> {
            assertThat(e.code()).as(e.sentence()).isEqualTo(code);
            assertThat(e.sentence()).contains(words);
        });
    }

    void assertNothingLeft(String name) throws IOException {
        String id = JGitRepositories.identifyUpload(TENANT, name).repositoryId();
        assertThat(registry.find(TENANT, id)).isEmpty();
        assertThat(bundles.bundles(TENANT, id)).isEmpty();
        if (Files.exists(temp.resolve("data/default"))) {
            try (Stream<Path> left = Files.list(temp.resolve("data/default"))) {
                assertThat(left.filter(Files::isDirectory)).isEmpty();
            }
        }
    }
}
