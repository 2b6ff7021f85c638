package dev.refactory.refactor.instruction;

import dev.refactory.graph.model.GraphView;
import dev.refactory.refactor.instruction.Reading.Suggestion;
import dev.refactory.refactor.instruction.Words.Word;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.Recipes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads instructions in plain words by the phrases of the recipes. Certain or nothing: every word
/// must be accounted for, and by one recipe only. Carries nothing out. Immutable, thread-safe.
public final class Instructions {
    /// Characters of a text; a longer one is unclear.
    public static final int MAX_LENGTH = 2_000;

    /// Instructions of a text.
    public static final int MAX_STEPS = 16;

    private static final int MAX_WORDS = 60;
    private static final int MAX_NEAREST = 3;
    private static final int MAX_QUOTED = 80;

    private final List<Entry> entries;
    private final Recipes recipes;

    public Instructions(Recipes recipes) {
        this.recipes = recipes;
        this.entries = recipes.descriptors().stream()
                .flatMap(recipe -> recipe.phrases().stream()
                        .map(phrase -> new Entry(recipe, phrase, Template.of(phrase.template()))))
                .toList();
    }

    private record Entry(Recipe.Descriptor recipe, Recipe.Phrase phrase, Template template) {}

    /// What `text` asks for. Several instructions are parted by line ends, semicolons, ends of
    /// sentences or "then". Never fails, whatever the text.
    public Reading read(String text) {
        if (text.length() > MAX_LENGTH) {
            return unclear(
                    "The instruction has " + text.length() + " characters, at most " + MAX_LENGTH + " are read.",
                    List.of());
        }
        List<List<Word>> instructions;
        try {
            instructions = Words.instructions(text);
        } catch (Words.UnclosedQuote e) {
            return unclear(
                    "A quotation mark is never closed: " + shown(String.valueOf(e.getMessage())) + ".", List.of());
        }
        if (instructions.isEmpty()) {
            return unclear("The instruction is empty.", List.of());
        } else if (instructions.size() > MAX_STEPS) {
            return unclear(
                    "These are " + instructions.size() + " instructions, at most " + MAX_STEPS + " make one job.",
                    List.of());
        }
        List<Step> steps = new ArrayList<>();
        for (List<Word> words : instructions) {
            switch (one(words)) {
                case Reading.Understood understood -> steps.addAll(understood.steps());
                case Reading.Unclear unclear -> {
                    return unclear;
                }
            }
        }
        return new Reading.Understood(steps);
    }

    /// Writes the short names of a step in full. A step of full names stays as it is.
    /// @throws dev.refactory.kit.problem.RefactoryException `unknown_recipe`
    public Completion resolve(GraphView graph, Step step) {
        return new ShortNames(graph)
                .complete(recipes.named(step.name()).descriptor().parameters(), step.parameters());
    }

    private Reading one(List<Word> words) {
        if (words.size() > MAX_WORDS) {
            return unclear(
                    "The instruction " + quoted(words) + " has " + words.size() + " words, at most " + MAX_WORDS
                            + " are read.",
                    words);
        }
        Set<String> faults = new LinkedHashSet<>();
        for (List<Word> form : Courtesy.without(words)) {
            Set<Step> steps = new LinkedHashSet<>();
            for (Entry entry : entries) {
                for (Map<String, String> captured : entry.template().match(form)) {
                    Step step = step(entry, captured, faults);
                    if (step != null) {
                        steps.add(step);
                    }
                }
            }
            if (steps.size() == 1) {
                return new Reading.Understood(List.copyOf(steps));
            } else if (steps.size() > 1) {
                return unclear(
                        quoted(words) + " could mean "
                                + String.join(
                                        " or ",
                                        steps.stream().map(Instructions::shown).toList())
                                + ".",
                        words);
            }
        }
        return unclear(
                faults.isEmpty()
                        ? "No recipe is asked for by the words " + quoted(words) + "."
                        : "In " + quoted(words) + " " + String.join(" ", faults),
                words);
    }

    private static @Nullable Step step(Entry entry, Map<String, String> captured, Set<String> faults) {
        Map<String, String> given = new HashMap<>(captured);
        entry.phrase().parameters().forEach((parameter, pattern) -> {
            String value = pattern;
            for (Map.Entry<String, String> part : captured.entrySet()) {
                value = value.replace("{" + part.getKey() + "}", part.getValue());
            }
            given.put(parameter, value);
        });
        Map<String, String> parameters = new HashMap<>();
        for (Recipe.Parameter parameter : entry.recipe().parameters()) {
            String word = given.get(parameter.name());
            if (word == null) {
                continue;
            }
            switch (Values.of(parameter.form(), word)) {
                case Values.Value.Good good -> parameters.put(parameter.name(), good.text());
                case Values.Value.Fault fault -> {
                    faults.add(fault.sentence());
                    return null;
                }
            }
        }
        return new Step(entry.recipe().name(), parameters);
    }

    /// The recipes whose phrases have most words in common with these.
    private Reading.Unclear unclear(String why, List<Word> words) {
        Set<String> given = new HashSet<>();
        words.forEach(word -> given.add(word.text().toLowerCase(Locale.ROOT)));
        Map<Recipe.Descriptor, Integer> common = new LinkedHashMap<>();
        for (Entry entry : entries) {
            Set<String> shared = new HashSet<>(entry.template().literals());
            shared.retainAll(given);
            common.merge(entry.recipe(), shared.size(), Math::max);
        }
        List<Suggestion> nearest = common.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(MAX_NEAREST)
                .map(Map.Entry::getKey)
                .map(recipe -> new Suggestion(
                        recipe.name(), recipe.phrases().getFirst().example()))
                .toList();
        return new Reading.Unclear(why, nearest);
    }

    private static String quoted(List<Word> words) {
        return shown(String.join(" ", words.stream().map(Word::text).toList()));
    }

    private static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        if (line.length() > MAX_QUOTED) {
            int end = MAX_QUOTED - (Character.isHighSurrogate(line.charAt(MAX_QUOTED - 1)) ? 1 : 0);
            line = line.substring(0, end) + "…";
        }
        return "\"" + line + "\"";
    }

    private static String shown(Step step) {
        return step.name() + " " + new java.util.TreeMap<>(step.parameters());
    }
}
