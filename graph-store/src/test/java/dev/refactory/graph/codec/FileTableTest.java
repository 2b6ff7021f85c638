package dev.refactory.graph.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.testkit.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class FileTableTest {
    private static FileFacts back(FileFacts facts) {
        return PackedFile.of(facts).unpack();
    }

    @Test
    void whateverTheFactsTheyComeBack() {
        RandomFacts random = new RandomFacts(Seeds.random(1), true);
        for (int i = 0; i < 300; i++) {
            FileFacts facts = random.file("src/F" + i + ".java");
            assertThat(back(facts)).isEqualTo(facts);
        }
    }

    @Test
    void aFileWithoutFactsComesBack() {
        FileFacts none = FileFacts.withoutFacts(
                "a.png", "0".repeat(40), "", 0, new FileProblem(FileProblem.Kind.BINARY, "because"));
        assertThat(back(none)).isEqualTo(none);
        assertThat(FileTable.of(none).names()).hasSizeLessThan(10);
    }

    @Test
    void theNamesAloneTellTheOccurrencesAndHowMany() {
        RandomFacts random = new RandomFacts(Seeds.random(2), true);
        for (int i = 0; i < 100; i++) {
            FileFacts facts = random.file("A.java");
            FileTable names = FileTable.readNames(FileTable.of(facts).names());
            assertThat(names.occurrences()).isEqualTo(facts.occurrences());
            assertThat(names.occurrenceCount()).isEqualTo(facts.occurrences().size());
            assertThat(names.unresolvedCount()).isEqualTo((int) facts.occurrences().stream()
                    .filter(each -> each.symbol().startsWith("?"))
                    .count());
            assertThat(names.declared()).isEmpty();
            Set<String> asked = new TreeSet<>(List.of(random.spelling(), random.spelling()));
            assertThat(names.occurrencesOf(asked))
                    .containsExactlyInAnyOrderElementsOf(facts.occurrences().stream()
                            .filter(each -> asked.contains(each.symbol()))
                            .toList());
        }
    }

    @Test
    void equalFactsAreEqualBytesInWhateverOrderTheyWereGathered() {
        RandomFacts random = new RandomFacts(Seeds.random(3), true);
        for (int i = 0; i < 50; i++) {
            FileFacts facts = random.file("A.java");
            FileFacts shuffled = new FileFacts(
                    facts.path(),
                    facts.blobId(),
                    facts.language(),
                    facts.lines(),
                    facts.declared(),
                    facts.occurrences().reversed(),
                    facts.relations().reversed(),
                    facts.diagnostics(),
                    facts.problems());
            assertThat(FileTable.of(shuffled).names())
                    .isEqualTo(FileTable.of(facts).names());
            assertThat(FileTable.of(shuffled).facts())
                    .isEqualTo(FileTable.of(facts).facts());
        }
    }

    @Test
    void theEndOfTheLongestFileIsAPlaceToo() {
        List<Occurrence> last = List.of(
                new Occurrence(new Range(0, Integer.MAX_VALUE), "a", Set.of()),
                new Occurrence(new Range(Integer.MAX_VALUE, Integer.MAX_VALUE), "a", Set.of()));
        FileFacts facts = new FileFacts("A", "", "", 0, List.of(), last, List.of(), List.of(), List.of());
        assertThat(FileTable.of(facts).occurrences()).isEqualTo(last);
    }

    @Test
    void ofJsonTooNulsAreReplacedAndNothingElseIs() {
        assertThat(StorableText.ofJson("[\"a\\u0000b\\\\u0000c\"]")).isEqualTo("[\"a\ufffdb\\\\u0000c\"]");
        assertThat(StorableText.ofJson("[\"a\\\\b\"]")).isEqualTo("[\"a\\\\b\"]");
    }

    @Test
    void aFormatThatIsNotKnownIsSaidToBe() {
        byte[] later = FileTable.of(new RandomFacts(Seeds.random(4), true).file("A.java"))
                .names();
        later[0] = 2;
        assertThatThrownBy(() -> FileTable.readNames(later))
                .isInstanceOf(RefactoryException.class)
                .hasMessageContaining("a format of number 2")
                .hasMessageContaining("index the commit again");
    }

    /// Every byte changed, every length cut; the checks of deflated data are by chance right now
    /// and then, and then what comes of it is some other facts.
    @Test
    void damagedBytesAreATypedErrorOrOtherFactsAndNeverAnythingElse() {
        RandomGenerator random = Seeds.random(5);
        int refused = 0;
        for (int i = 0; i < 40; i++) {
            FileFacts facts = new RandomFacts(random, true).file("A.java");
            FileTable table = FileTable.of(facts);
            FileInfo file = new FileInfo("A.java", "", "", 0, List.of());
            for (int damage = 0; damage < 60; damage++) {
                byte[] names = damaged(table.names(), random);
                byte[] rest = damage % 2 == 0 ? table.facts() : damaged(table.facts(), random);
                try {
                    FileTable.read(names, rest).facts(file);
                } catch (RefactoryException e) {
                    refused++;
                    assertThat(e.subject()).isEqualTo("stored facts");
                }
            }
        }
        assertThat(refused).isGreaterThan(1_000);
    }

    /// Past the deflation, where no check of its own is in the way.
    @Test
    void damagedTablesAreATypedErrorToo() {
        RandomGenerator random = Seeds.random(6);
        for (int i = 0; i < 3_000; i++) {
            FileTable table = FileTable.of(new RandomFacts(random, true).file("A.java"));
            byte[] names = repacked(damaged(Packed.unpack(table.names()), random));
            byte[] rest = repacked(damaged(Packed.unpack(table.facts()), random));
            try {
                FileTable.read(names, rest).facts(new FileInfo("A.java", "", "", 0, List.of()));
            } catch (RefactoryException e) {
                assertThat(e.subject()).isEqualTo("stored facts");
            }
        }
    }

    private static byte[] repacked(byte[] raw) {
        return Packed.of(new ByteWriter().raw(raw));
    }

    private static byte[] damaged(byte[] bytes, RandomGenerator random) {
        if (bytes.length == 0 || random.nextInt(4) == 0) {
            return Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
        }
        byte[] damaged = bytes.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            damaged[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return damaged;
    }
}
