package dev.refactory.refactor.recipe.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.refactor.harness.CommonsLang;
import dev.refactory.refactor.harness.RecipeCheck;
import dev.refactory.refactor.syntax.ImportSection;
import dev.refactory.refactor.syntax.ImportSection.Import;
import dev.refactory.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// A real library with imports nothing needs: they go, and not a byte besides.
class UnusedImportsOfLibraryTest {
    private static final String RECIPE = "remove-unused-imports";
    private static final int FILES = 60;
    private static final List<String> OTHERS = List.of(
            "java.util.concurrent.Exchanger",
            "java.util.zip.CRC32",
            "java.util.jar.JarFile",
            "java.io.LineNumberReader",
            "java.util.AbstractMap.SimpleEntry",
            "static java.lang.Math.floorMod",
            "static java.util.stream.Collectors.teeing",
            "static java.lang.Character.UnicodeBlock.*",
            "org.apache.commons.lang3.mutable.MutableByte",
            "org.apache.commons.lang3.tuple.MutableTriple",
            "static org.apache.commons.lang3.ClassPathUtils.packageToPath");

    @Test
    void whatIsAddedAtRandomGoesAndNothingElse() throws Exception {
        RecipeCheck.Result untouched = RecipeCheck.run(RECIPE, Map.of(), CommonsLang.texts());
        assertThat(RecipeCheck.judge(untouched, CommonsLang.texts()).conflicts())
                .isEmpty();
        SortedMap<String, String> clean = untouched.texts();
        List<String> paths = clean.keySet().stream()
                .filter(path -> !ImportSection.of(String.valueOf(clean.get(path)))
                        .imports()
                        .isEmpty())
                .toList();
        Seeds.forEach(1, seed -> {
            RandomGenerator random = Seeds.random(seed);
            SortedMap<String, String> sources = new TreeMap<>(clean);
            TreeSet<String> touched = new TreeSet<>();
            for (int i = 0; i < FILES; i++) {
                String path = paths.get(random.nextInt(paths.size()));
                String more = withUnused(String.valueOf(sources.get(path)), random);
                if (!more.equals(sources.get(path))) {
                    sources.put(path, more);
                    touched.add(path);
                }
            }
            RecipeCheck.Result result = RecipeCheck.run(RECIPE, Map.of(), sources);
            assertThat(result.changeset().paths()).isEqualTo(touched).isNotEmpty();
            for (String path : touched) {
                assertThat(result.texts().get(path)).as(path).isEqualTo(clean.get(path));
            }
            assertThat(RecipeCheck.judge(result, sources).conflicts()).isEmpty();
        });
    }

    /// The text with an import of something it does not name: beside another one, on its line, or in a
    /// group of its own.
    private static String withUnused(String text, RandomGenerator random) {
        String name = OTHERS.get(random.nextInt(OTHERS.size()));
        String simple = name.replace(".*", "").substring(name.replace(".*", "").lastIndexOf('.') + 1);
        if (Pattern.compile("\\b" + simple + "\\b").matcher(text).find()) {
            return text;
        }
        List<Import> imports = new ArrayList<>(ImportSection.of(text).imports());
        Import beside = imports.get(random.nextInt(imports.size()));
        int start = beside.statement().start();
        int end = beside.statement().end();
        String written = "import " + name + ";";
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, start) + written + "\n" + text.substring(start);
            case 1 -> text.substring(0, end) + "\n" + written + " // for nothing" + text.substring(end);
            case 2 -> text.substring(0, end) + " " + written + text.substring(end);
            default -> grouped(text, imports.getFirst().statement().start(), written);
        };
    }

    private static String grouped(String text, int first, String written) {
        return text.substring(0, first) + written + "\n\n" + text.substring(first);
    }
}
