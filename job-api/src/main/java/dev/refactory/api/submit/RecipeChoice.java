package dev.refactory.api.submit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.api.catalogue.Limits;
import dev.refactory.api.catalogue.RecipeCatalogue;
import dev.refactory.api.catalogue.RecipeCatalogue.ParameterInfo;
import dev.refactory.api.catalogue.RecipeCatalogue.RecipeInfo;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which operation a request asks for, checked against the catalogue.
///
/// @param parameters values as text: numbers and booleans as JSON writes them, lists joined with commas
record RecipeChoice(String name, Map<String, String> parameters) {
    ObjectNode json() {
        ObjectNode json = Json.object().put("name", name);
        ObjectNode values = json.putObject("parameters");
        parameters.forEach(values::put);
        return json;
    }

    static RecipeChoice of(InstructionReader.Step step) {
        return new RecipeChoice(step.recipe(), new TreeMap<>(step.parameters()));
    }

    /// Reads one recipe, which stands at `path`; null when there were faults.
    static @Nullable RecipeChoice read(Members request, String path, JsonNode recipe, RecipeCatalogue catalogue) {
        if (!(recipe instanceof ObjectNode object)) {
            request.fault(path, "Must be {\"name\": …, \"parameters\": {…}}, not " + Members.kind(recipe) + ".");
            return null;
        }
        Members members = new Members(object, request.at(path), request.faults());
        members.refuseOthers(Set.of("name", "parameters"));
        if (members.value("name") == null) {
            members.fault("name", "Required: the name of a recipe, see GET /v2/recipes.");
            return null;
        }
        String name = members.text("name", 80);
        if (name == null) {
            return null;
        }
        Optional<RecipeInfo> known = catalogue.find(name);
        if (known.isEmpty()) {
            List<String> names =
                    catalogue.recipes().stream().map(RecipeInfo::name).toList();
            members.faults()
                    .add(
                            ErrorCode.UNKNOWN_RECIPE,
                            members.at("name"),
                            "There is no recipe '" + name + "'" + Nearest.hint(name, names)
                                    + "; GET /v2/recipes lists them.");
            return null;
        }
        return new RecipeChoice(name, parameters(members, known.get()));
    }

    private static Map<String, String> parameters(Members recipe, RecipeInfo info) {
        Map<String, String> given = new TreeMap<>();
        Members parameters = recipe.object("parameters");
        List<String> known = info.parameters().stream().map(ParameterInfo::name).toList();
        if (parameters != null && parameters.object().size() > Limits.PARAMETERS) {
            recipe.fault("parameters", "At most " + Limits.PARAMETERS + " parameters.");
        } else if (parameters != null) {
            for (var entry : parameters.object().properties()) {
                if (!known.contains(entry.getKey())) {
                    String shown = entry.getKey().length() > 80 ? "…" : entry.getKey();
                    fault(
                            parameters,
                            shown,
                            "Is not a parameter of " + info.name() + Nearest.hint(entry.getKey(), known) + ".");
                } else if (!entry.getValue().isNull()) {
                    String value = value(parameters, entry.getKey(), entry.getValue());
                    given.put(entry.getKey(), value == null ? "" : value);
                }
            }
        }
        Members at =
                parameters == null ? new Members(Json.object(), recipe.at("parameters"), recipe.faults()) : parameters;
        for (ParameterInfo parameter : info.parameters()) {
            if (parameter.required() && !given.containsKey(parameter.name())) {
                fault(at, parameter.name(), "Required by " + info.name() + ": " + parameter.description());
            }
        }
        return given;
    }

    private static void fault(Members parameters, String name, String message) {
        parameters.faults().add(ErrorCode.INVALID_PARAMETER, parameters.at(name), message);
    }

    private static @Nullable String value(Members parameters, String name, JsonNode value) {
        if (value.isTextual()) {
            return checked(parameters, name, value.textValue());
        }
        if (value.isBoolean() || value.isIntegralNumber()) {
            return value.asText();
        }
        if (value.isArray() && !value.isEmpty()) {
            List<String> items = new ArrayList<>();
            for (JsonNode item : value) {
                if (!item.isTextual() || item.textValue().contains(",")) {
                    fault(parameters, name, "A list must hold strings without commas.");
                    return null;
                }
                items.add(item.textValue());
            }
            return checked(parameters, name, String.join(",", items));
        }
        fault(parameters, name, "Must be a string, a whole number, true, false or a list of strings.");
        return null;
    }

    private static @Nullable String checked(Members parameters, String name, String text) {
        if (text.isBlank() || text.length() > Limits.PARAMETER_CHARACTERS) {
            fault(parameters, name, "Must have 1 to " + Limits.PARAMETER_CHARACTERS + " characters, not only blanks.");
            return null;
        }
        if (text.codePoints().anyMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE)) {
            fault(parameters, name, "Must not contain NUL or broken Unicode.");
            return null;
        }
        return text;
    }
}
