package dev.refactory.api.submit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.refactory.api.catalogue.Limits;
import dev.refactory.api.catalogue.RecipeCatalogue;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a job shall do: one recipe, or several, each planned on the result of the one before.
///
/// @param steps in order, 1 to [Limits#STEPS]
/// @param instruction the plain words the steps were read from; null when recipes were named
record RecipeSteps(List<RecipeChoice> steps, @Nullable String instruction) {
    /// What lists show for several recipes.
    static final String COMPOSITION = "composition";

    /// A recipe's name, or `composition`.
    String shown() {
        return steps.size() == 1 ? steps.getFirst().name() : COMPOSITION;
    }

    ArrayNode json() {
        ArrayNode json = Json.mapper().createArrayNode();
        steps.forEach(step -> json.add(step.json()));
        return json;
    }

    /// Reads `recipe`, or else `messages`; null when there were faults.
    ///
    /// @param instructions null when plain words are not understood here
    static @Nullable RecipeSteps read(
            Members request, RecipeCatalogue catalogue, @Nullable InstructionReader instructions) {
        JsonNode messages = request.value("messages");
        if (messages != null && !messages.isArray()) {
            request.fault("messages", "Must be a list of {\"role\", \"content\"}; beside recipe it is not read.");
            return null;
        }
        JsonNode recipe = request.value("recipe");
        if (recipe != null) {
            return named(request, recipe, catalogue);
        }
        if (messages == null) {
            request.fault(
                    "recipe",
                    "Required: {\"name\": …, \"parameters\": {…}}, see GET /v2/recipes; or say it in messages.");
            return null;
        }
        if (instructions == null) {
            request.notAvailable(
                    "messages",
                    "Natural language is not understood here: give recipe, for example {\"name\": \"find-usages\", "
                            + "\"parameters\": {\"symbol\": \"com.acme.Foo\"}}.");
            return null;
        }
        Instruction said = Instruction.read(request, messages);
        return said == null ? null : understood(request.faults(), said, instructions);
    }

    private static @Nullable RecipeSteps named(Members request, JsonNode recipe, RecipeCatalogue catalogue) {
        if (!recipe.isArray()) {
            RecipeChoice one = RecipeChoice.read(request, "recipe", recipe, catalogue);
            return one == null ? null : new RecipeSteps(List.of(one), null);
        }
        if (recipe.isEmpty() || recipe.size() > Limits.STEPS) {
            request.fault(
                    "recipe",
                    "A composition has 1 to " + Limits.STEPS + " recipes, not " + recipe.size()
                            + ": submit the rest as another job.");
            return null;
        }
        List<RecipeChoice> steps = new ArrayList<>();
        for (int i = 0; i < recipe.size(); i++) {
            RecipeChoice one = RecipeChoice.read(request, "recipe[" + i + "]", recipe.get(i), catalogue);
            if (one != null) {
                steps.add(one);
            }
        }
        return steps.size() == recipe.size() ? new RecipeSteps(List.copyOf(steps), null) : null;
    }

    private static @Nullable RecipeSteps understood(Faults faults, Instruction said, InstructionReader instructions) {
        return switch (instructions.read(said.text())) {
            case InstructionReader.Reading.Understood understood
            when understood.steps().size() > Limits.STEPS -> {
                faults.add(
                        ErrorCode.LIMIT_EXCEEDED,
                        said.field(),
                        "It asks for " + understood.steps().size() + " recipes, " + Limits.STEPS
                                + " are allowed in one job: submit the rest as another.");
                yield null;
            }
            case InstructionReader.Reading.Understood understood ->
                new RecipeSteps(
                        understood.steps().stream().map(RecipeChoice::of).toList(), said.text());
            case InstructionReader.Reading.Unclear unclear -> {
                faults.add(ErrorCode.UNCLEAR_INSTRUCTION, said.field(), sentence(unclear));
                yield null;
            }
        };
    }

    private static String sentence(InstructionReader.Reading.Unclear unclear) {
        StringBuilder sentence = new StringBuilder(unclear.why().strip());
        if (!unclear.nearest().isEmpty()) {
            sentence.append(" Nearest:");
            String separator = " ";
            for (InstructionReader.Suggestion one : unclear.nearest()) {
                sentence.append(separator).append(one.recipe()).append(", for example \"");
                sentence.append(one.example()).append('"');
                separator = "; ";
            }
            sentence.append('.');
        }
        return sentence.append(" Say it like that, or name the recipe; GET /v2/recipes lists them.")
                .toString();
    }
}
