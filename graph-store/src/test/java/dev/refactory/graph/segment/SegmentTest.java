package dev.refactory.graph.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.graph.codec.FileTable;
import dev.refactory.graph.codec.Packed;
import dev.refactory.graph.codec.RandomFacts;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.Relation;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.testkit.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Segments against what a map of the same would say.
class SegmentTest {
    /// A segment as it would lie in a database.
    private record Written(List<byte[]> blocks, SegmentDirectory directory) {
        static Written of(SegmentBuilder builder) {
            List<byte[]> blocks = new ArrayList<>();
            SegmentDirectory directory = builder.<RuntimeException>seal(blocks::add);
            return new Written(blocks, SegmentDirectory.of(directory.toBytes()));
        }

        static Written merged(List<Written> all, Set<Integer> wanted) {
            List<byte[]> blocks = new ArrayList<>();
            List<BlockSource<RuntimeException>> sources = new ArrayList<>();
            for (Written each : all) {
                Iterator<byte[]> left = each.blocks.iterator();
                sources.add(() -> left.hasNext() ? SegmentBlock.of(left.next()) : null);
            }
            return new Written(blocks, SegmentMerge.<RuntimeException>merge(sources, wanted::contains, blocks::add));
        }

        /// Files under each key that begins so, by the key.
        TreeMap<String, List<Integer>> under(byte[] prefix) {
            TreeMap<String, List<Integer>> found = new TreeMap<>();
            for (int i = directory.first(prefix); i <= directory.last(prefix); i++) {
                SegmentBlock.of(blocks.get(i))
                        .select(
                                prefix,
                                entry -> entry.each(
                                        _ -> true,
                                        (file, payload) -> found.computeIfAbsent(
                                                        Arrays.toString(entry.key()), _ -> new ArrayList<>())
                                                .add(file)));
            }
            return found;
        }

        TreeSet<Integer> files(byte[] prefix) {
            TreeSet<Integer> files = new TreeSet<>();
            under(prefix).values().forEach(files::addAll);
            return files;
        }
    }

    /// The files that a question should lead to.
    private static TreeSet<Integer> expected(TreeMap<Integer, FileFacts> files, byte[] prefix, String asked) {
        TreeSet<Integer> expected = new TreeSet<>();
        files.forEach((number, facts) -> {
            boolean here = switch ((char) prefix[0]) {
                case Terms.MENTIONS ->
                    !Terms.local(asked)
                            && facts.occurrences().stream()
                                    .anyMatch(each -> each.symbol().equals(asked));
                case Terms.DESCRIBES ->
                    facts.declared().stream()
                            .anyMatch(each -> each.symbol().equals(asked)
                                    && !(Terms.local(asked) && each.kind().isLocal()));
                case Terms.LOCALS ->
                    facts.occurrences().stream().anyMatch(each -> ownedBy(each.symbol(), asked))
                            || facts.declared().stream().anyMatch(each -> ownedBy(each.symbol(), asked));
                case Terms.FROM ->
                    facts.relations().stream()
                            .anyMatch(each -> each.from().equals(asked) && each.kind() == Relation.Kind.OVERRIDES);
                default ->
                    facts.relations().stream()
                            .anyMatch(each -> each.to().equals(asked) && each.kind() == Relation.Kind.EXTENDS);
            };
            if (here) {
                expected.add(number);
            }
        });
        return expected;
    }

    private static boolean ownedBy(String symbol, String owner) {
        return Terms.local(symbol) && Terms.owner(symbol).equals(owner);
    }

    private static void assertAnswers(Written segment, TreeMap<Integer, FileFacts> files, RandomFacts random) {
        for (int i = 0; i < 40; i++) {
            String asked = random.spelling();
            for (byte[] prefix : List.of(
                    Terms.mentions(asked),
                    Terms.describes(asked),
                    Terms.locals(asked),
                    Terms.from(Relation.Kind.OVERRIDES, asked),
                    Terms.to(Relation.Kind.EXTENDS, asked))) {
                assertThat(segment.files(prefix))
                        .as("%s %s", (char) prefix[0], asked)
                        .isEqualTo(expected(files, prefix, asked));
            }
        }
    }

    @Test
    void aSegmentLeadsToTheFilesThatSaySoAndToNoOther() {
        Seeds.forEach(10, seed -> {
            RandomGenerator random = Seeds.random(seed);
            RandomFacts facts = new RandomFacts(random, true);
            TreeMap<Integer, FileFacts> files = new TreeMap<>();
            SegmentBuilder builder = new SegmentBuilder();
            for (int file = 1; file <= 1 + random.nextInt(60); file++) {
                FileFacts each = facts.file("F" + file);
                files.put(file * 3, each);
                builder.add(file * 3, FileTable.of(each));
            }
            Written segment = Written.of(builder);
            assertThat(builder.isEmpty()).isTrue();
            assertAnswers(segment, files, facts);
        });
    }

    @Test
    void mergedSegmentsSayWhatTheySaidButForFilesThatNobodyWants() {
        Seeds.forEach(10, seed -> {
            RandomGenerator random = Seeds.random(seed);
            RandomFacts facts = new RandomFacts(random, true);
            TreeMap<Integer, FileFacts> files = new TreeMap<>();
            List<Written> segments = new ArrayList<>();
            int number = 0;
            for (int i = random.nextInt(6); i >= 0; i--) {
                SegmentBuilder builder = new SegmentBuilder();
                for (int file = random.nextInt(12); file >= 0; file--) {
                    number += 1 + random.nextInt(200);
                    FileFacts each = facts.file("F" + number);
                    files.put(number, each);
                    builder.add(number, FileTable.of(each));
                }
                segments.add(Written.of(builder));
            }
            Set<Integer> dead = new TreeSet<>();
            files.keySet().forEach(file -> {
                if (random.nextInt(3) == 0) {
                    dead.add(file);
                }
            });
            files.keySet().removeAll(dead);
            Written merged = Written.merged(segments, files.keySet());
            assertAnswers(merged, files, facts);

            SegmentBuilder alone = new SegmentBuilder();
            files.forEach((file, each) -> alone.add(file, FileTable.of(each)));
            assertThat(merged.blocks())
                    .containsExactlyElementsOf(Written.of(alone).blocks());
        });
    }

    @Test
    void ofNothingThereAreNoBlocks() {
        Written none = Written.of(new SegmentBuilder());
        assertThat(none.blocks()).isEmpty();
        assertThat(none.files(Terms.mentions("a"))).isEmpty();
        assertThat(Written.merged(List.of(none, none), Set.of()).blocks()).isEmpty();
    }

    @Test
    void manySymbolsAreManyBlocksOfWhichAQuestionTakesOneOrTwo() {
        SegmentBuilder builder = new SegmentBuilder();
        RandomFacts random = new RandomFacts(Seeds.random(7), true);
        for (int file = 1; file <= 40; file++) {
            builder.add(file, FileTable.of(random.file("F" + file)));
        }
        SegmentBlock.Walk walk =
                SegmentBlock.of(Written.of(builder).blocks().getFirst()).walk();
        assertThat(walk.next()).isTrue();
        List<byte[]> blocks = new ArrayList<>();
        BlockWriter<RuntimeException> writer = new BlockWriter<>(blocks::add);
        byte[] postings = {1, 0};
        for (int i = 0; i < 100_000; i++) {
            writer.add(Terms.mentions(String.format("com.acme.T%06d#run()", i)), postings, 2);
        }
        SegmentDirectory directory = writer.finish();
        assertThat(directory.blocks()).isEqualTo(blocks.size()).isBetween(20, 200);
        assertThat(directory.size()).isLessThan(60 * blocks.size());
        for (int i = 0; i < 100_000; i += 97) {
            byte[] asked = Terms.mentions(String.format("com.acme.T%06d#run()", i));
            assertThat(directory.last(asked) - directory.first(asked)).isBetween(0, 1);
            List<Entry> found = new ArrayList<>();
            for (int block = directory.first(asked); block <= directory.last(asked); block++) {
                SegmentBlock.of(blocks.get(block)).select(asked, found::add);
            }
            assertThat(found)
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.key()).isEqualTo(asked));
        }
    }

    @Test
    void manyKeysAreFoundInOneWalkThroughABlock() {
        SegmentBuilder builder = new SegmentBuilder();
        RandomFacts random = new RandomFacts(Seeds.random(8), true);
        builder.add(1, FileTable.of(random.file("A")));
        builder.add(2, FileTable.of(random.file("B")));
        Written written = Written.of(builder);
        List<byte[]> prefixes = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            prefixes.add(Terms.mentions(random.spelling()));
        }
        prefixes.sort(Arrays::compareUnsigned);
        TreeSet<String> together = new TreeSet<>();
        TreeSet<String> apart = new TreeSet<>();
        for (byte[] packed : written.blocks()) {
            SegmentBlock block = SegmentBlock.of(packed);
            block.select(prefixes, (prefix, entry) -> {
                assertThat(entry.key()).startsWith(prefix);
                together.add(entry.text(1));
            });
            prefixes.forEach(prefix -> block.select(prefix, entry -> apart.add(entry.text(1))));
        }
        assertThat(together).isEqualTo(apart).isNotEmpty();
    }

    @Test
    void damagedBlocksAreATypedErrorOrOtherEntriesAndNeverAnythingElse() {
        RandomGenerator random = Seeds.random(9);
        SegmentBuilder builder = new SegmentBuilder();
        RandomFacts facts = new RandomFacts(random, true);
        for (int file = 1; file <= 20; file++) {
            builder.add(file, FileTable.of(facts.file("F" + file)));
        }
        Written written = Written.of(builder);
        for (int i = 0; i < 2_000; i++) {
            byte[] raw = Packed.unpack(written.blocks().get(i % written.blocks().size()));
            raw[random.nextInt(raw.length)] = (byte) random.nextInt();
            byte[] cut = random.nextBoolean() ? raw : Arrays.copyOf(raw, random.nextInt(raw.length));
            try {
                SegmentBlock block = SegmentBlock.of(Packed.of(new dev.refactory.graph.codec.ByteWriter().raw(cut)));
                block.select(List.of(Terms.describesFrom("")), (_, entry) -> entry.each(_ -> true, (file, _) -> {}));
                block.select(List.of(Terms.mentions("com.acme.A")), (_, entry) -> entry.any(_ -> false));
            } catch (RefactoryException e) {
                assertThat(e.subject()).isEqualTo("stored facts");
            }
        }
        assertThatThrownBy(() -> SegmentDirectory.of(new byte[] {9, 9})).isInstanceOf(RefactoryException.class);
    }

    @Test
    void whenThereAreManyTheSmallestAreMergedAndTheLargestIsLeftAlone() {
        assertThat(SegmentMerge.choose(List.of(9L, 9L, 9L), 3)).isEmpty();
        assertThat(SegmentMerge.choose(List.of(1_000L, 1L, 1L, 1L, 1L), 4)).containsExactlyInAnyOrder(1, 2, 3, 4);
        assertThat(SegmentMerge.choose(List.of(3L, 1L, 1L, 1L, 1L), 4)).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    }

    /// A line of ten thousand small commits after one large build.
    @Test
    void noSegmentIsWrittenAgainMoreOftenThanTheLogarithmOfAllThatCame() {
        List<Long> sizes = new ArrayList<>(List.of(1_000_000L));
        long written = 0;
        int mostAtOnce = 0;
        for (int commit = 0; commit < 10_000; commit++) {
            sizes.add(10L);
            List<Integer> chosen = SegmentMerge.choose(sizes, 12);
            if (!chosen.isEmpty()) {
                assertThat(chosen).hasSizeGreaterThan(1).doesNotHaveDuplicates();
                long merged = chosen.stream().mapToLong(sizes::get).sum();
                written += merged;
                Set<Integer> gone = Set.copyOf(chosen);
                List<Long> left = new ArrayList<>();
                for (int i = 0; i < sizes.size(); i++) {
                    if (!gone.contains(i)) {
                        left.add(sizes.get(i));
                    }
                }
                left.add(merged);
                sizes = left;
            }
            mostAtOnce = Math.max(mostAtOnce, sizes.size());
        }
        assertThat(mostAtOnce).isLessThanOrEqualTo(12);
        assertThat(written).isLessThan(20 * 10_000 * 10L);
    }
}
