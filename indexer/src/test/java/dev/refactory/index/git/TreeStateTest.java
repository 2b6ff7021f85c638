package dev.refactory.index.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TreeStateTest {
    private static final List<String> NAMES = List.of("a", "a-b", "a.b", "a0", "ab", "\u00e4", "z");

    private final InMemoryRepository repository = new InMemoryRepository(new DfsRepositoryDescription("trees"));

    @AfterEach
    void close() {
        repository.close();
    }

    private ObjectId stored(Map<String, String> files) throws IOException {
        DirCache index = DirCache.newInCore();
        DirCacheBuilder builder = index.builder();
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                DirCacheEntry entry = new DirCacheEntry(bytes(file.getKey()));
                entry.setFileMode(FileMode.REGULAR_FILE);
                entry.setObjectId(inserter.insert(org.eclipse.jgit.lib.Constants.OBJ_BLOB, bytes(file.getValue())));
                builder.add(entry);
            }
            builder.finish();
            ObjectId tree = index.writeTree(inserter);
            inserter.flush();
            return tree;
        }
    }

    private byte[] stored(String blobId) {
        try (ObjectReader reader = repository.newObjectReader()) {
            return reader.open(ObjectId.fromString(blobId)).getBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static TreeState.Put put(String path, String content) {
        return new TreeState.Put(bytes(path), FileMode.REGULAR_FILE.getBits(), bytes(content));
    }

    /// Three levels of names that are ordered otherwise as files than as directories; none is both.
    private static Map<String, String> some(Random random) {
        Map<String, String> files = new TreeMap<>();
        IntStream.range(0, 1 + random.nextInt(20)).forEach(_ -> {
            StringBuilder path = new StringBuilder();
            for (int depth = random.nextInt(3); depth > 0; depth--) {
                path.insert(0, NAMES.get(random.nextInt(NAMES.size())) + "/");
            }
            files.put(path + NAMES.get(random.nextInt(NAMES.size())) + "-", Integer.toString(random.nextInt(5)));
        });
        return files;
    }

    @Test
    void everyChangeOfATreeMakesTheTreeAnIndexMakes() throws IOException {
        try (ObjectReader reader = repository.newObjectReader()) {
            for (int seed = 0; seed < 300; seed++) {
                Random random = new Random(seed);
                Map<String, String> before = some(random);
                TreeState base = TreeState.of(reader, stored(before), this::stored);
                TreeState state = base;
                Map<String, String> now = new TreeMap<>(before);
                for (int step = 0; step < 3; step++) {
                    List<byte[]> removed = new ArrayList<>();
                    for (String path : List.copyOf(now.keySet())) {
                        if (random.nextInt(3) == 0) {
                            removed.add(bytes(path));
                            now.remove(path);
                        }
                    }
                    Map<String, String> added = some(random);
                    now.putAll(added);
                    List<TreeState.Put> puts = new ArrayList<>();
                    added.forEach((path, content) -> puts.add(put(path, content)));
                    state = state.with(removed, puts);
                    assertThat(state.treeId()).as("seed %s", seed).isEqualTo(stored(now));
                    assertThat(state.sameAs(TreeState.of(reader, stored(now), this::stored)))
                            .isTrue();
                    assertThat(state.sameAs(base)).isEqualTo(now.equals(before));
                }
                for (String path : now.keySet()) {
                    TreeState.Entry entry = Objects.requireNonNull(state.entry(path), path);
                    assertThat(state.content(entry)).isEqualTo(bytes(Objects.requireNonNull(now.get(path))));
                }
                assertThat(base.treeId()).isEqualTo(stored(before));
            }
        }
    }

    @Test
    void whatIsNoFileHasNoEntry() throws IOException {
        try (ObjectReader reader = repository.newObjectReader()) {
            TreeState tree = TreeState.of(reader, stored(Map.of("a/b/c", "1")), this::stored);
            for (String path : List.of("a", "a/b", "a/b/", "a/b/c/", "a/b/c/d", "x", "\u00e4", "")) {
                assertThat(tree.entry(path)).as(path).isNull();
            }
        }
    }

    @Test
    void aContentThatIsNotTheBlobsIsNotTaken() throws IOException {
        try (ObjectReader reader = repository.newObjectReader()) {
            TreeState tree = TreeState.of(reader, stored(Map.of("a", "1")), _ -> bytes("2"));
            TreeState.Entry entry = Objects.requireNonNull(tree.entry("a"));
            assertThatThrownBy(() -> tree.content(entry))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(entry.id().name());
        }
    }

    @Test
    void nothingIsAFileAndADirectoryAndNothingIsPutTwice() throws IOException {
        try (ObjectReader reader = repository.newObjectReader()) {
            TreeState tree = TreeState.of(reader, stored(Map.of("a/b", "1", "c", "2")), this::stored);
            assertThatThrownBy(() -> tree.with(List.of(), List.of(put("a", "3"))))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> tree.with(List.of(), List.of(put("c/d", "3"))))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> tree.with(List.of(), List.of(put("d", "3"), put("d", "3"))))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(tree.with(List.of(bytes("a/b"), bytes("c")), List.of(put("a", "1"), put("c/b", "2")))
                            .treeId())
                    .isEqualTo(stored(Map.of("a", "1", "c/b", "2")));
        }
    }
}
