package dev.refactory.index.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.index.git.Repositories.CommitTree;
import dev.refactory.index.git.Repositories.Entry;
import dev.refactory.index.git.Repositories.ResolvedCommit;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.kit.time.SystemTime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownSizesTest {
    private final KnownSizes sizes = new KnownSizes(10);

    @Test
    void whatWasUsedLongestAgoMakesRoom() {
        sizes.put("a", blobs(4, 1));
        sizes.put("b", blobs(4, 2));
        assertThat(sizes.of("a")).hasSize(4);
        sizes.put("c", blobs(4, 3));
        assertThat(sizes.of("b")).isEmpty();
        assertThat(sizes.of("a")).isEqualTo(blobs(4, 1));
        assertThat(sizes.of("c")).isEqualTo(blobs(4, 3));
    }

    @Test
    void anotherTreeOfARepositoryTakesThePlaceOfItsLast() {
        sizes.put("a", blobs(8, 1));
        sizes.put("a", blobs(6, 2));
        assertThat(sizes.of("a")).isEqualTo(blobs(6, 2));
        sizes.put("b", blobs(4, 3));
        assertThat(sizes.of("a")).hasSize(6);
    }

    @Test
    void aTreeThatIsTooLargeIsNotRememberedAndDrivesNothingOut() {
        sizes.put("a", blobs(5, 1));
        sizes.put("b", blobs(5, 2));
        sizes.put("b", blobs(11, 3));
        assertThat(sizes.of("b")).isEmpty();
        assertThat(sizes.of("a")).hasSize(5);
    }

    @Test
    void sizesAreThoseOfEachCommitsOwnFiles(@TempDir Path temp) throws IOException {
        GitFixture origin = GitFixture.init(temp.resolve("origin"));
        GitConfig config = GitConfig.strict(temp.resolve("data")).allowingPaths(List.of(temp));
        JGitRepositories repositories = new JGitRepositories(config, SystemTime.ticker());
        origin.file("A", "1").file("B", "four").commit("one");
        assertThat(sizes(repositories, origin)).isEqualTo(Map.of("A", 1L, "B", 4L));
        // A submodule's id is no blob's, whatever else has it.
        String blob = origin.git("rev-parse", "HEAD:B").strip();
        origin.file("A", "22").git("add", "-A");
        origin.git("update-index", "--add", "--cacheinfo", "160000," + blob + ",sub");
        origin.git("commit", "-q", "-m", "two");
        assertThat(sizes(repositories, origin)).isEqualTo(Map.of("A", 2L, "B", 4L, "sub", 0L));
        origin.git("rm", "-q", "--cached", "sub");
        origin.file("C", "four").commit("three");
        assertThat(sizes(repositories, origin)).isEqualTo(Map.of("A", 2L, "B", 4L, "C", 4L));
    }

    private static Map<String, Long> sizes(JGitRepositories repositories, GitFixture origin) {
        RepositorySource source = new RepositorySource.Remote(origin.directory().toString(), "main", null);
        ResolvedCommit commit = repositories.resolve(TenantId.DEFAULT, source, () -> false);
        try (CommitTree tree = repositories.open(TenantId.DEFAULT, source, commit)) {
            return tree.entries().stream().collect(Collectors.toMap(Entry::path, Entry::size));
        }
    }

    private static Map<ObjectId, Long> blobs(int count, int seed) {
        Map<ObjectId, Long> blobs = new HashMap<>();
        for (int i = 0; i < count; i++) {
            blobs.put(new ObjectId(seed, i, 0, 0, 0), 100L * seed + i);
        }
        return blobs;
    }
}
