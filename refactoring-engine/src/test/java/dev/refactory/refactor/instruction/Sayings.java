package dev.refactory.refactor.instruction;

import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.Recipe.Form;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/// Sentences made from phrases, for tests: the way opposite to reading.
final class Sayings {
    private static final Map<Form, List<String>> SAMPLES = Map.ofEntries(
            Map.entry(Form.TYPE, List.of("com.acme.Foo", "Foo", "Outer.Inner", "a.b.C")),
            Map.entry(
                    Form.METHOD,
                    List.of("com.acme.Foo#bar(int)", "Foo#bar()", "a.A#b(int,java.lang.String[])", "a.A#b(..)")),
            Map.entry(Form.FIELD, List.of("com.acme.Foo#bar", "Foo#BAR", "bar")),
            Map.entry(
                    Form.SUBJECT,
                    List.of("com.acme.Foo", "com.acme.Foo#bar(int)", "Foo", "src/a/Foo.java", "Foo.java")),
            Map.entry(Form.SYMBOL, List.of("com.acme.Foo", "com.acme.Foo#bar", "com.acme.Foo#bar(int)", "Foo")),
            Map.entry(Form.PACKAGE, List.of("com.acme", "com.acme.util", "x", "org.acme.Xml")),
            Map.entry(Form.NAME, List.of("baz", "Baz", "$x", "übung")),
            Map.entry(Form.PATTERN, List.of("com.acme.**", "*Service", "com.acme.*", "a.A")),
            Map.entry(Form.REGEX, List.of("http://.*", "[0-9]{4}", "^a|b$", "secret")),
            Map.entry(Form.COORDINATES, List.of("org.slf4j:*", "com.acme:lib-core", "*log4j*")),
            Map.entry(Form.NAMES, List.of("b,a", "third,first,second")),
            Map.entry(
                    Form.SOURCE,
                    List.of("int", "java.util.List<String>", "null", "0", "java.util.List#isEmpty()", "{this}.c({0})")),
            Map.entry(Form.PLACE, List.of("src/a/Foo.java:3:9", "Foo.java:12:1", "src/Foo.java:3:9-3:12")),
            Map.entry(Form.NUMBER, List.of("1", "3")),
            Map.entry(Form.PATHS, List.of("src/main/**", "**/*.java", "src/a/A.java,src/b/**")),
            Map.entry(Form.TEXT, List.of("java|javax|*", "*|java")),
            Map.entry(Form.FLAG, List.of("true", "false")));
    private static final List<String> PARTS = List.of("com.acme.Foo", "Foo");
    private static final List<String> BEFORE =
            List.of("", "please ", "Could you ", "I'd like to ", "Hi, ", "let's ", "Can you please ");
    private static final List<String> AFTER =
            List.of("", ".", " please", ", thanks!", " in this repository", " across the whole project.", " now");

    private Sayings() {}

    static Set<String> captures(Recipe.Phrase phrase) {
        Set<String> names = new TreeSet<>();
        collect(Template.of(phrase.template()).nodes(), names);
        return names;
    }

    private static void collect(List<Template.Node> nodes, Set<String> names) {
        for (Template.Node node : nodes) {
            switch (node) {
                case Template.Node.Literal literal -> {}
                case Template.Node.Capture capture -> names.add(capture.name());
                case Template.Node.Choice choice -> choice.branches().forEach(branch -> collect(branch, names));
            }
        }
    }

    /// One thing the phrase can say; what its captures hold goes into `captured`.
    static String of(Recipe.Phrase phrase, Recipe.Descriptor recipe, Random random, Map<String, String> captured) {
        List<String> words = new ArrayList<>();
        say(Template.of(phrase.template()).nodes(), recipe, random, captured, words);
        return String.join(" ", words);
    }

    private static void say(
            List<Template.Node> nodes,
            Recipe.Descriptor recipe,
            Random random,
            Map<String, String> captured,
            List<String> words) {
        for (Template.Node node : nodes) {
            switch (node) {
                case Template.Node.Literal literal -> words.add(literal.word());
                case Template.Node.Choice choice ->
                    say(pick(choice.branches(), random), recipe, random, captured, words);
                case Template.Node.Capture capture -> {
                    List<String> samples = samples(capture.name(), recipe).stream()
                            .filter(sample -> !capture.signature() || sample.endsWith(")"))
                            .toList();
                    String value = pick(samples, random);
                    captured.put(capture.name(), value);
                    words.add(value);
                }
            }
        }
    }

    private static List<String> samples(String capture, Recipe.Descriptor recipe) {
        return recipe.parameters().stream()
                .filter(parameter -> parameter.name().equals(capture))
                .findFirst()
                .map(parameter -> SAMPLES.getOrDefault(parameter.form(), List.of()))
                .orElse(capture.equals("name") ? List.of("bar", "run2") : PARTS);
    }

    static Step meant(Recipe.Phrase phrase, Recipe.Descriptor recipe, Map<String, String> captured) {
        Map<String, String> values = new HashMap<>(captured);
        phrase.parameters().forEach((parameter, pattern) -> {
            String value = pattern;
            for (Map.Entry<String, String> each : captured.entrySet()) {
                value = value.replace("{" + each.getKey() + "}", each.getValue());
            }
            values.put(parameter, value);
        });
        values.keySet()
                .retainAll(
                        recipe.parameters().stream().map(Recipe.Parameter::name).toList());
        return new Step(recipe.name(), values);
    }

    static String dressed(String said, Random random) {
        return pick(BEFORE, random) + said + pick(AFTER, random);
    }

    private static <T> T pick(List<T> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }
}
