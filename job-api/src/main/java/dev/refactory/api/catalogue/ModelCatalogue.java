package dev.refactory.api.catalogue;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The names a request may give as its model, and the model each stands for.
public final class ModelCatalogue {
    /// What a request without a model asks for.
    public static final String DEFAULT = "gpt-5.3-codex-spark";

    /// When the recipe model's catalogue began; models are code and have no date of their own.
    static final Instant CREATED = Instant.parse("2026-11-01T00:00:00Z");

    private final Map<String, String> modelsByName;

    /// @param recipeModel the name under which accelerators advertise the deterministic recipe model
    public ModelCatalogue(String recipeModel) {
        modelsByName = new TreeMap<>(Map.of(DEFAULT, recipeModel, recipeModel, recipeModel));
    }

    /// The model behind a name; empty when the name is unknown.
    public Optional<String> resolve(String name) {
        return Optional.ofNullable(modelsByName.get(name));
    }

    /// Every known name, sorted.
    public Set<String> names() {
        return modelsByName.keySet();
    }
}
