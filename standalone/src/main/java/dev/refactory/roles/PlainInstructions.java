package dev.refactory.roles;

import dev.refactory.api.submit.InstructionReader;
import dev.refactory.refactor.instruction.Instructions;
import dev.refactory.refactor.instruction.Reading.Understood;
import dev.refactory.refactor.recipe.Recipes;

/// The door's reader of plain words, over the engine's.
final class PlainInstructions implements InstructionReader {
    private final Instructions instructions;

    PlainInstructions(Recipes recipes) {
        this.instructions = new Instructions(recipes);
    }

    @Override
    public Reading read(String instruction) {
        return switch (instructions.read(instruction)) {
            case Understood understood ->
                new Reading.Understood(understood.steps().stream()
                        .map(step -> new Step(step.name(), step.parameters()))
                        .toList());
            case dev.refactory.refactor.instruction.Reading.Unclear unclear ->
                new Reading.Unclear(
                        unclear.why(),
                        unclear.nearest().stream()
                                .map(near -> new Suggestion(near.recipe(), near.example()))
                                .toList());
        };
    }
}
