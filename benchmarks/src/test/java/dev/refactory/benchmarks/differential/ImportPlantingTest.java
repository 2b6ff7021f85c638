package dev.refactory.benchmarks.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.benchmarks.differential.ImportPlanting.Planted;
import dev.refactory.benchmarks.differential.ImportPlanting.Planting;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ImportPlantingTest {
    private static final int KINDS = PlantedImport.ALL.size();

    @Test
    void everyKindCompilesWhereItIsPlanted() throws IOException {
        Planted planted = ImportPlanting.plant(files(KINDS + 1), KINDS, 1);
        assertThat(planted.plantings())
                .extracting(Planting::kind)
                .containsExactlyInAnyOrderElementsOf(PlantedImport.ALL);
        try (PlainJavac javac = new PlainJavac(List.of(), 25)) {
            assertThat(javac.errors(planted.texts())).isEmpty();
        }
    }

    @Test
    void withoutWhatIsUnneededTheTreeCompilesToo() throws IOException {
        Planted planted = ImportPlanting.plant(files(KINDS + 1), KINDS, 1);
        SortedMap<String, String> cleaned = new TreeMap<>(planted.texts());
        for (Planting each : planted.plantings()) {
            for (String line : each.unneeded()) {
                cleaned.computeIfPresent(each.path(), (_, text) -> {
                    int at = text.lastIndexOf(line);
                    return text.substring(0, at) + text.substring(at + line.length());
                });
            }
        }
        try (PlainJavac javac = new PlainJavac(List.of(), 25)) {
            assertThat(javac.errors(cleaned)).isEmpty();
        }
    }

    @Test
    void theSameSeedPlantsTheSame() {
        assertThat(ImportPlanting.plant(files(9), 4, 7)).isEqualTo(ImportPlanting.plant(files(9), 4, 7));
    }

    @Test
    void filesWithImportsThatMayBeUnneededAreLeftAlone() {
        SortedMap<String, String> texts = files(3);
        texts.put("p/Star.java", "package p;\n\nimport java.util.*;\n\nclass Star {}\n");
        texts.put("p/Unused.java", "package p;\n\nimport java.util.List;\n\nclass Unused {}\n");
        assertThat(ImportPlanting.plant(texts, 9, 1).plantings())
                .extracting(Planting::path)
                .containsExactlyInAnyOrder("p/C0.java", "p/C1.java", "p/C2.java");
    }

    @Test
    void aPlantingThatDoesNotCompileIsTakenBack() {
        SortedMap<String, String> texts = files(3);
        Planted planted = ImportPlanting.plant(texts, 3, 1);
        String path = planted.plantings().getFirst().path();
        Planted kept = planted.without(new TreeSet<>(List.of(path)), texts);
        assertThat(kept.plantings()).hasSize(2);
        assertThat(kept.texts()).containsEntry(path, Objects.requireNonNull(texts.get(path)));
    }

    private static SortedMap<String, String> files(int count) {
        SortedMap<String, String> texts = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            texts.put(
                    "p/C" + i + ".java",
                    "package p;\n\nimport java.util.List;\n\npublic class C" + i + " {\n    List<String> all;\n}\n");
        }
        return texts;
    }
}
