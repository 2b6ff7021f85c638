package dev.refactory.refactor.recipe;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.problem.RefactoryException.FieldError;
import dev.refactory.kit.text.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.ServiceLoader;
import java.util.TreeMap;

/// Every recipe there is, by name. Immutable, thread-safe.
public final class Recipes {
    private final SequencedMap<String, Recipe> byName;

    private Recipes(List<Recipe> recipes) {
        SequencedMap<String, Recipe> table = new LinkedHashMap<>();
        for (Recipe recipe : recipes) {
            Recipe other = table.putIfAbsent(recipe.descriptor().name(), recipe);
            if (other != null) {
                throw new IllegalStateException(
                        "Two recipes are named " + recipe.descriptor().name() + ": "
                                + other.getClass().getName() + " and "
                                + recipe.getClass().getName());
            }
        }
        byName = Collections.unmodifiableSequencedMap(table);
    }

    /// The catalogue of this release, in the order people ask for it: every class that says
    /// `@AutoService(Recipe.class)`.
    public static Recipes standard() {
        return of(ServiceLoader.load(Recipe.class, Recipe.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    }

    /// These, in the catalogue's order whatever order they are given in.
    static Recipes of(Collection<Recipe> recipes) {
        return new Recipes(recipes.stream()
                .sorted(Comparator.comparingInt(
                                (Recipe recipe) -> recipe.descriptor().row())
                        .thenComparing(recipe -> recipe.descriptor().name()))
                .toList());
    }

    /// What can be asked for, in order.
    public List<Recipe.Descriptor> descriptors() {
        return byName.values().stream().map(Recipe::descriptor).toList();
    }

    /// @throws RefactoryException `unknown_recipe`, naming the nearest ones
    public Recipe named(String name) {
        Recipe recipe = byName.get(name);
        if (recipe == null) {
            throw new RefactoryException(
                    ErrorCode.UNKNOWN_RECIPE,
                    name,
                    "There is no recipe \"" + name + "\". Nearest: "
                            + String.join(", ", Nearest.ranked(name, byName.keySet(), n -> n, 3)) + ".");
        }
        return recipe;
    }

    /// The recipe, with its parameters checked.
    /// @throws RefactoryException `unknown_recipe`, or `invalid_parameter` with one field error for
    ///     each parameter that is unknown, missing or blank, all at once
    public Recipe checked(String name, Map<String, String> parameters) {
        Recipe recipe = named(name);
        List<Recipe.Parameter> known = recipe.descriptor().parameters();
        List<FieldError> errors = new ArrayList<>();
        for (Recipe.Parameter parameter : known) {
            if (parameter.required() && !parameters.containsKey(parameter.name())) {
                errors.add(error(parameter.name(), "is missing: give " + parameter.description()));
            } else if (parameters.containsKey(parameter.name())
                    && parameters.get(parameter.name()).isBlank()) {
                errors.add(error(parameter.name(), "is blank: give " + parameter.description()));
            } else if (parameter.form() == Recipe.Form.FLAG
                    && !parameters.getOrDefault(parameter.name(), "true").matches("true|false")) {
                errors.add(error(parameter.name(), "is neither true nor false: give " + parameter.description()));
            } else if (parameter.form() == Recipe.Form.PLACE
                    && parameters.containsKey(parameter.name())
                    && SourcePlace.parse(parameters.get(parameter.name())).isEmpty()) {
                errors.add(error(parameter.name(), "is no place in a file: give " + parameter.description()));
            } else if (parameter.form() == Recipe.Form.NUMBER
                    && !parameters.getOrDefault(parameter.name(), "1").matches("[0-9]{1,9}")) {
                errors.add(error(parameter.name(), "is no number: give " + parameter.description()));
            }
        }
        List<String> names = known.stream().map(Recipe.Parameter::name).toList();
        for (String given : new TreeMap<>(parameters).keySet()) {
            if (!names.contains(given)) {
                errors.add(error(given, "is unknown: " + name + " takes " + String.join(", ", names)));
            }
        }
        if (!errors.isEmpty()) {
            throw new RefactoryException(
                    ErrorCode.INVALID_PARAMETER,
                    errors.getFirst().field(),
                    "The recipe " + name + " cannot take these parameters: "
                            + String.join(
                                    "; ",
                                    errors.stream()
                                            .map(e -> e.field() + " " + e.message())
                                            .toList())
                            + ".",
                    errors,
                    null);
        }
        return recipe;
    }

    private static FieldError error(String parameter, String message) {
        return new FieldError("recipe.parameters." + parameter, message);
    }
}
