package dev.refactory.refactor.recipe;

import dev.refactory.graph.model.SourceText;

/// Sources of a caller who allows what could not be resolved.
record LenientSources(Recipe.Sources strict) implements Recipe.Sources {
    @Override
    public SourceText text(String path) {
        return strict.text(path);
    }

    @Override
    public byte[] bytes(String path) {
        return strict.bytes(path);
    }

    @Override
    public Dependencies dependencies() {
        return strict.dependencies();
    }

    @Override
    public boolean allowsUnresolved() {
        return true;
    }
}
