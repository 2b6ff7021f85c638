package dev.refactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.client.ApiClient;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.text.Nearest;
import dev.refactory.screen.Style;
import dev.refactory.screen.Table;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "recipes", description = "Lists what can be asked for; with NAME, its parameters.")
final class RecipesCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Parameters(index = "0", paramLabel = "NAME", arity = "0..1")
    private @Nullable String name;

    RecipesCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (ApiClient client = context.client(options)) {
            JsonNode list = client.get("/v2/recipes");
            List<JsonNode> recipes = ApiClient.items(list);
            if (name != null) {
                JsonNode recipe = find(recipes, name);
                if (options.json) {
                    context.printJson(recipe);
                } else {
                    one(recipe);
                }
            } else if (options.json) {
                context.printJson(list);
            } else {
                Table table = new Table("RECIPE", "GIVES", "WHAT IT DOES+");
                recipes.forEach(recipe -> table.row(
                        context.style().bold(nameOf(recipe)),
                        recipe.path("read_only").asBoolean() ? "findings" : "patch",
                        Style.safe(recipe.path("summary")
                                .asText(recipe.path("description").asText()))));
                context.print(table);
            }
            return Exit.SUCCEEDED;
        }
    }

    private static String nameOf(JsonNode recipe) {
        return Style.safe(recipe.path("name").asText(recipe.path("id").asText()));
    }

    private static JsonNode find(List<JsonNode> recipes, String name) {
        List<String> names = recipes.stream().map(RecipesCommand::nameOf).toList();
        int index = names.indexOf(name);
        if (index >= 0) {
            return recipes.get(index);
        }
        List<String> near = Nearest.of(name, names, 3);
        throw new RefactoryException(
                ErrorCode.UNKNOWN_RECIPE,
                name,
                "There is no recipe " + name
                        + (near.isEmpty() ? "." : "; did you mean " + String.join(" or ", near) + "?")
                        + " `refactory recipes` lists them all.");
    }

    private void one(JsonNode recipe) {
        Style style = context.style();
        context.out()
                .println(style.bold(nameOf(recipe)) + "  "
                        + Style.safe(recipe.path("summary")
                                .asText(recipe.path("description").asText())));
        Table table = new Table("PARAMETER", "", "MEANING+");
        StringBuilder example = new StringBuilder("refactory submit REPO " + nameOf(recipe));
        for (JsonNode parameter : recipe.path("parameters")) {
            String word = Style.safe(parameter.path("name").asText());
            boolean required = parameter.path("required").asBoolean();
            table.row(
                    word,
                    required ? "required" : "optional",
                    Style.safe(parameter.path("description").asText()));
            if (required) {
                example.append(" -p ").append(word).append("=…");
            }
        }
        if (!table.isEmpty()) {
            context.print(table);
        }
        context.out().println(style.dim(example + " --wait"));
    }
}
