package dev.refactory.worker.model;

import dev.refactory.accelerator.api.Model;
import dev.refactory.refactor.recipe.model.RecipeModel;

/// The recipe model as an accelerator runs it. Its tokens are those of its answer's JSON.
public final class RecipeModelHost implements Model {
    private final RecipeModel model = new RecipeModel();
    private final TokenCounter tokens;

    public RecipeModelHost(TokenCounter tokens) {
        this.tokens = tokens;
    }

    @Override
    public String name() {
        return RecipeModel.NAME;
    }

    @Override
    public byte[] infer(byte[] input) {
        return model.infer(input);
    }

    @Override
    public int countTokens(byte[] output) {
        return tokens.count(output);
    }
}
