package dev.refactory.refactor.instruction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.Recipe.Form;
import dev.refactory.refactor.recipe.Recipes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstructionsTest {
    private static final Recipes RECIPES = Recipes.standard();
    private static final Instructions INSTRUCTIONS = new Instructions(RECIPES);
    private static final Set<String> RECIPE_NAMES = new TreeSet<>(
            RECIPES.descriptors().stream().map(Recipe.Descriptor::name).toList());

    private static List<Step> understood(String text) {
        Reading reading = INSTRUCTIONS.read(text);
        assertThat(reading).as(text).isInstanceOf(Reading.Understood.class);
        return ((Reading.Understood) reading).steps();
    }

    private static Reading.Unclear unclear(String text) {
        Reading reading = INSTRUCTIONS.read(text);
        assertThat(reading).as(text).isInstanceOf(Reading.Unclear.class);
        return (Reading.Unclear) reading;
    }

    /// Parameters as `name=value`, by name.
    private static String shown(Step step) {
        return (step.name() + " "
                        + String.join(
                                " ",
                                step.parameters().entrySet().stream()
                                        .sorted(Map.Entry.comparingByKey())
                                        .map(each -> each.getKey() + "=" + each.getValue())
                                        .toList()))
                .strip();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "Rename method foo of com.acme.Foo to bar | rename-method method=com.acme.Foo#foo newName=bar",
                "rename the method com.acme.Foo#bar(int) to baz"
                        + " | rename-method method=com.acme.Foo#bar(int) newName=baz",
                "RENAME METHOD com.acme.Foo#bar(int, java.lang.String) TO baz."
                        + " | rename-method method=com.acme.Foo#bar(int,java.lang.String) newName=baz",
                "rename com.acme.Foo#bar(int) to baz | rename-method method=com.acme.Foo#bar(int) newName=baz",
                "Please rename method `com.acme.Foo.bar(int)` to \"baz\", thanks!"
                        + " | rename-method method=com.acme.Foo#bar(int) newName=baz",
                "Could you please rename method Foo::bar to baz everywhere?"
                        + " | rename-method method=Foo#bar newName=baz",
                "rename method com.acme.Foo#bar(..) to baz | rename-method method=com.acme.Foo#bar(..) newName=baz",
                "rename method bar to now | rename-method method=bar newName=now",
                "rename method 'to' of Foo to into2 | rename-method method=Foo#to newName=into2",
                "Rename class com.acme.Foo to Bar | rename-type newName=Bar type=com.acme.Foo",
                "Rename Foo to Bar | rename-type newName=Bar type=Foo",
                "please rename the interface `Foo` to `Bar` | rename-type newName=Bar type=Foo",
                "Identify all deprecated API usages in the project | find-deprecated-uses ",
                "find uses of deprecated methods | find-deprecated-uses ",
                "What deprecated APIs are used? | find-deprecated-uses ",
                "find types matching com.acme.** | find-types pattern=com.acme.**",
                "List all classes named *Service. | find-types pattern=*Service",
                "find methods matching com.acme.*#get*(..) | find-methods pattern=com.acme.*#get*(..)",
                "find all constants that match MAX_* | find-fields pattern=MAX_*",
                "rename field com.acme.Foo#bar to baz | rename-field field=com.acme.Foo#bar newName=baz",
                "Rename constant MAX of com.acme.Foo to LIMIT. | rename-field field=com.acme.Foo#MAX newName=LIMIT",
                "rename the field Foo.bar and its accessors to baz"
                        + " | rename-field accessors=true field=Foo#bar newName=baz",
                "Rename variable at src/a/Foo.java:3:9 to count. | rename-variable at=src/a/Foo.java:3:9 newName=count",
                "rename the type parameter at `./src/my sources/Foo.java:3:9-3:10` to T"
                        + " | rename-variable at=src/my sources/Foo.java:3:9-3:10 newName=T",
                "rename parameter x of com.acme.Foo#bar(int) to y"
                        + " | rename-parameter method=com.acme.Foo#bar(int) newName=y parameter=x",
                "Rename the parameter x of method Foo.bar(int) and its overrides to y"
                        + " | rename-parameter method=Foo#bar(int) newName=y overrides=true parameter=x",
                "rename parameter x of the constructor com.acme.Foo#<init>(int) to y"
                        + " | rename-parameter method=com.acme.Foo#<init>(int) newName=y parameter=x",
                "find usages of com.acme.Foo | find-usages symbol=com.acme.Foo",
                "Where is com.acme.Foo#bar(int) used in the whole project? | find-usages symbol=com.acme.Foo#bar(int)",
                "Find all uses of the class Foo in this repository. | find-usages symbol=Foo",
                "who calls com.acme.Foo#bar(..)? | find-usages symbol=com.acme.Foo#bar(..)",
                "Replace java.util.List#size() == 0 by isEmpty()"
                        + " | replace-api after=isEmpty() before=java.util.List#size() == 0",
                "please replace calls to `{s: java.lang.String}.getBytes(\"UTF-8\")` with `{s}.strip()`"
                        + " | replace-api after={s}.strip() before={s: java.lang.String}.getBytes(\"UTF-8\")",
                "replace deprecated JDK APIs everywhere | replace-api before=@jdk-deprecations",
                "I'd like to find all references to Foo.bar(int) | find-usages symbol=Foo#bar(int)",
                "Remove all unused imports in this repository. | remove-unused-imports ",
                "remove unused imports from src/main/** | remove-unused-imports paths=src/main/**",
                "please organise imports | organize-imports ",
                "sort the imports as java,javax,* | organize-imports layout=java,javax,*",
                "sort all imports without removing any | organize-imports removeUnused=false",
            })
    void whatIsSaidPlainlyIsUnderstood(String text, String step) {
        assertThat(understood(text)).extracting(InstructionsTest::shown).containsExactly(step);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rename method a.A#a() to b then rename method a.A#b() to c",
                "Rename method a.A#a() to b, and then rename method a.A#b() to c.",
                "rename method a.A#a() to b; rename method a.A#b() to c;",
                "1. rename method a.A#a() to b\n2. rename method a.A#b() to c\n",
                "- Rename method a.A#a() to b\r\n\r\n- rename method a.A#b() to c",
                "Rename method a.A#a() to b. Then rename method a.A#b() to c.",
                "First rename method a.A#a() to b. Finally, rename method a.A#b() to c.",
            })
    void severalInstructionsAreSeveralStepsInOrder(String text) {
        assertThat(understood(text))
                .extracting(InstructionsTest::shown)
                .containsExactly("rename-method method=a.A#a() newName=b", "rename-method method=a.A#b() newName=c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  \n ; . then",
                "make it nicer",
                "rename",
                "rename method a.A#foo() to bar and log it",
                "do not rename method a.A#foo() to bar",
                "never rename method a.A#foo() to bar",
                "rename method a.A#foo() to bar if it is unused",
                "rename method a.A#foo() bar",
                "rename method to bar",
                "rename method a.A#foo() to",
                "rename method a.A#foo() to bar baz",
                "rename method a.A#foo() to class",
                "rename method a.A#foo() to 2bar",
                "rename method a..A#foo() to bar",
                "rename method 'a.A#foo() to bar",
                "rename method \"\" to bar",
                "find usages of",
                "find usages of a.A and a.B",
                "find usages of it",
                "rename it to Bar",
                "rename a.A#foo to bar",
                "rename variable at a/A.java:3 to bar",
                "rename variable x to bar",
                "rename parameter of a.A#foo(int) to bar",
                "find deprecated",
                "delete class a.A",
                "rename method a.A#foo() to bar then celebrate",
                "rename method a.A#foo() to bar rename method a.A#goo() to baz",
            })
    void whatIsNotCertainIsUnclearAndNamesTheNearest(String text) {
        Reading.Unclear unclear = unclear(text);
        assertThat(unclear.why()).isNotBlank().endsWith(".");
        assertThat(unclear.nearest()).isNotEmpty().hasSizeLessThanOrEqualTo(3);
        assertThat(unclear.nearest())
                .allSatisfy(near -> assertThat(RECIPE_NAMES).contains(near.recipe()));
    }

    @Test
    void theNearestComesFirstAndTheReasonIsNamed() {
        assertThat(unclear("rename method a.A#foo() to 2bar").why()).contains("\"2bar\" is not a Java identifier");
        assertThat(unclear("rename a.A#foo to bar").why()).contains("say whether a method or a field is meant");
        assertThat(unclear("rename the method").nearest().getFirst().recipe()).isEqualTo("rename-method");
        assertThat(unclear("show me where Foo is used").nearest().getFirst().recipe())
                .isEqualTo("find-usages");
        assertThat(unclear("rename method 'a.A#foo() to bar").why()).contains("never closed");
    }

    @Test
    void everythingHasALimit() {
        assertThat(unclear("x".repeat(Instructions.MAX_LENGTH + 1)).why()).contains("2001 characters");
        assertThat(unclear("find usages of a.A;".repeat(17)).why()).contains("17 instructions, at most 16");
        assertThat(understood("find usages of a.A;".repeat(16))).hasSize(16);
        assertThat(unclear("please ".repeat(100) + "find usages of a.A").why()).contains("at most 60");
        assertThat(unclear("very ".repeat(50)).why()).hasSizeLessThan(200);
    }

    @Test
    void everyExampleIsReadAsTheRecipeItIsAnExampleOf() {
        for (Recipe.Descriptor recipe : RECIPES.descriptors()) {
            for (Recipe.Phrase phrase : recipe.phrases()) {
                List<Step> steps = understood(phrase.example());
                assertThat(steps).as(phrase.example()).extracting(Step::name).containsExactly(recipe.name());
                RECIPES.checked(recipe.name(), steps.getFirst().parameters());
            }
        }
    }

    /// Every phrase of every recipe, in many of its forms and dressed with courtesy, is read as the
    /// step it was made from.
    @Test
    void whatAPhraseCanSayIsReadBackAsWhatItMeans() {
        Random random = new Random(20261121);
        for (Recipe.Descriptor recipe : RECIPES.descriptors()) {
            for (Recipe.Phrase phrase : recipe.phrases()) {
                for (int i = 0; i < 300; i++) {
                    Map<String, String> captured = new HashMap<>();
                    String said = Sayings.of(phrase, recipe, random, captured);
                    Step meant = Sayings.meant(phrase, recipe, captured);
                    assertThat(understood(said)).as(said).containsExactly(meant);
                    assertThat(understood(Sayings.dressed(said, random))).containsExactly(meant);
                }
            }
        }
    }

    @Test
    void anAddedWordIsNeverOverheard() {
        Random random = new Random(7);
        for (Recipe.Descriptor recipe : RECIPES.descriptors()) {
            for (Recipe.Phrase phrase : recipe.phrases()) {
                for (int i = 0; i < 200; i++) {
                    String said = Sayings.of(phrase, recipe, random, new HashMap<>());
                    List<String> words = new ArrayList<>(List.of(said.split(" ")));
                    words.add(random.nextInt(words.size() + 1), random.nextBoolean() ? "not" : "unused");
                    unclear(String.join(" ", words));
                }
            }
        }
    }

    @Test
    void randomWordsNeverThrow() {
        List<String> words = new ArrayList<>(List.of(
                "\"",
                "'",
                "`",
                "\u201c",
                "(",
                ")",
                "((",
                "a(b",
                ",",
                ".",
                "..",
                "then",
                ";",
                "\n",
                "\ud800",
                "\u00a0",
                "\0",
                "com.acme.Foo",
                "a.A#b(int, int)",
                "#",
                "{",
                "}",
                "[",
                "|",
                "\\",
                "$1",
                "?",
                "*",
                "**",
                "to"));
        RECIPES.descriptors()
                .forEach(recipe -> recipe.phrases()
                        .forEach(phrase ->
                                words.addAll(Template.of(phrase.template()).literals())));
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            int count = random.nextInt(12);
            for (int w = 0; w < count; w++) {
                String word = words.get(random.nextInt(words.size()));
                text.append(random.nextInt(4) == 0 ? word.toUpperCase(Locale.ROOT) : word);
                text.append(random.nextInt(5) == 0 ? "" : " ");
            }
            switch (INSTRUCTIONS.read(text.toString())) {
                case Reading.Understood understood ->
                    understood.steps().forEach(step -> RECIPES.checked(step.name(), step.parameters()));
                case Reading.Unclear unclear -> {
                    assertThat(unclear.why()).as(text.toString()).isNotBlank();
                    assertThat(unclear.nearest()).as(text.toString()).isNotEmpty();
                }
            }
        }
    }

    @Test
    void noPhraseNamesAParameterThatItsRecipeLacks() {
        for (Recipe.Descriptor recipe : RECIPES.descriptors()) {
            Set<String> known = new TreeSet<>(
                    recipe.parameters().stream().map(Recipe.Parameter::name).toList());
            for (Recipe.Phrase phrase : recipe.phrases()) {
                Set<String> built = new TreeSet<>(phrase.parameters().keySet());
                assertThat(known).as(phrase.toString()).containsAll(built);
                Set<String> captures = new TreeSet<>(Sayings.captures(phrase));
                captures.removeIf(capture ->
                        phrase.parameters().values().stream().anyMatch(value -> value.contains("{" + capture + "}")));
                assertThat(known).as(phrase.toString()).containsAll(captures);
            }
            assertThat(recipe.parameters())
                    .filteredOn(parameter -> parameter.form() == Form.NAME)
                    .allSatisfy(parameter -> assertThat(parameter.required()).isTrue());
        }
    }
}
