package dev.refactory.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// What a job is asked to do, as it is typed: one recipe, several in their order, or plain words;
/// and where.
final class RequestOptions {
    private final Steps steps = new Steps();

    @Parameters(index = "0", paramLabel = "REPO", description = "A Git URL, or the path of a local repository.")
    String repository = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "RECIPE",
            description = "A recipe's name; `refactory recipes` lists them. Or what to do in plain words, in quotes.")
    @Nullable
    String recipe;

    @Option(
            names = {"-p", "--parameter"},
            paramLabel = "name=value",
            parameterConsumer = Parameter.class,
            description = "A parameter of the recipe before it; may be repeated.")
    private Steps parameter = steps;

    @Option(
            names = "--then",
            paramLabel = "RECIPE",
            parameterConsumer = Then.class,
            description = "Another recipe, planned on what the ones before it leave; its parameters follow it. May be "
                    + "repeated: one job, one commit for each.")
    private Steps then = steps;

    @Option(
            names = "--recipe-file",
            paramLabel = "FILE",
            description = "The recipes from a JSON or YAML file, instead of RECIPE: {\"name\": …, \"parameters\": {…}} "
                    + "or a list of them; - is stdin.")
    private @Nullable String recipeFile;

    @Option(names = "--ref", description = "A branch or tag; default: what HEAD of the repository points at.")
    @Nullable
    String ref;

    @Option(names = "--commit", description = "A commit id, instead of a ref.")
    @Nullable
    String commit;

    @Option(names = "--worktree", description = "Includes uncommitted changes and untracked files of a local REPO.")
    boolean worktree;

    @Option(
            names = "--upload",
            description = "Sends a local REPO to the server as a Git bundle; by itself where the server cannot read "
                    + "the path.")
    boolean upload;

    @Option(
            names = "--verify",
            paramLabel = "LEVEL",
            completionCandidates = Choices.Levels.class,
            description = "parse or compile (default): how much is proven about the patch.")
    private @Nullable String verify;

    @Option(
            names = "--allow-unresolved",
            description = "Leaves names that could be meant, but could not be resolved, as they are, and reports them; "
                    + "by default the job is refused.")
    private boolean allowUnresolved;

    @Option(
            names = "--tier",
            completionCandidates = Choices.Tiers.class,
            description = "interactive, standard (default) or bulk.")
    private @Nullable String tier;

    @Option(names = "--max-sau", paramLabel = "N", description = "Fails before any work when the quote is above this.")
    private @Nullable BigDecimal maxSau;

    @Option(names = "--no-cache", description = "Does the work again, also where the same job was done before.")
    private boolean noCache;

    /// @param name of a recipe; the first one's is the word RECIPE
    private record Step(String name, Map<String, String> parameters) {}

    /// The recipes in their order; the options that fill it share it.
    static final class Steps {
        private final List<Step> list = new ArrayList<>(List.of(new Step("", new LinkedHashMap<>())));
    }

    /// Reads `name=value` for the recipe before it.
    static final class Parameter implements IParameterConsumer {
        @Override
        public void consumeParameters(Stack<String> words, ArgSpec option, CommandSpec command) {
            String word = next(words, "-p", command);
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw new ParameterException(
                        command.commandLine(), "-p takes name=value, for example -p newName=Bar, not " + word + ".");
            }
            Steps steps = option.getValue();
            Map<String, String> parameters = steps.list.getLast().parameters();
            String name = word.substring(0, equals);
            if (parameters.put(name, word.substring(equals + 1)) != null) {
                throw new ParameterException(
                        command.commandLine(), "The parameter " + name + " is given twice for one recipe.");
            }
        }
    }

    /// Begins another recipe.
    static final class Then implements IParameterConsumer {
        @Override
        public void consumeParameters(Stack<String> words, ArgSpec option, CommandSpec command) {
            Steps steps = option.getValue();
            steps.list.add(new Step(next(words, "--then", command), new LinkedHashMap<>()));
        }
    }

    private static String next(Stack<String> words, String option, CommandSpec command) {
        if (words.isEmpty()) {
            throw new ParameterException(command.commandLine(), option + " needs a value behind it.");
        }
        return words.pop();
    }

    /// @throws RefactoryException `invalid_request` when options exclude each other
    void check() {
        if (ref != null && commit != null) {
            throw invalid("--ref", "--ref and --commit exclude each other: give one of them.");
        }
        if (worktree && (ref != null || commit != null)) {
            throw invalid("--worktree", "--worktree is what lies in the working tree: leave --ref and --commit out.");
        }
        if ((recipe == null) == (recipeFile == null)) {
            throw invalid(
                    "RECIPE",
                    "Say what to do: a recipe's name, an instruction in quotes, or --recipe-file FILE; one of them.");
        }
        boolean more =
                steps.list.size() > 1 || !steps.list.getFirst().parameters().isEmpty();
        if (recipeFile != null && more) {
            throw invalid("--recipe-file", "The file says all of it: leave -p and --then out.");
        }
        if (inPlainWords() && more) {
            throw invalid(
                    "RECIPE",
                    "An instruction in plain words says all of it: leave -p and --then out, or name a recipe.");
        }
    }

    /// Whether RECIPE is an instruction: no recipe's name has a blank.
    private boolean inPlainWords() {
        return recipe != null && recipe.strip().contains(" ");
    }

    /// The body of the request without its repository.
    /// @param in what `--recipe-file -` reads
    ObjectNode body(Context context, InputStream in) throws IOException {
        ObjectNode request = Json.object();
        if (inPlainWords()) {
            request.putArray("messages").addObject().put("role", "user").put("content", recipe);
        } else if (recipeFile != null) {
            request.set(
                    "recipe", RecipeFile.read(recipeFile, context.surroundings().workingDirectory(), in));
        } else if (steps.list.size() == 1) {
            operation(request.putObject("recipe"), String.valueOf(recipe), steps.list.getFirst());
        } else {
            var list = request.putArray("recipe");
            for (Step step : steps.list) {
                operation(list.addObject(), step.name().isEmpty() ? String.valueOf(recipe) : step.name(), step);
            }
        }
        ObjectNode wishes = request.putObject("options");
        if (verify != null) {
            wishes.put("verify", verify);
        }
        if (allowUnresolved) {
            wishes.put("allow_unresolved", true);
        }
        if (tier != null) {
            wishes.put("tier", tier);
        }
        if (maxSau != null) {
            wishes.put("max_sau", maxSau);
        }
        if (noCache) {
            wishes.put("cache", false);
        }
        return request;
    }

    private static void operation(ObjectNode operation, String name, Step step) {
        operation.put("name", name);
        ObjectNode values = operation.putObject("parameters");
        step.parameters().forEach(values::put);
    }

    private static RefactoryException invalid(String subject, String sentence) {
        return new RefactoryException(ErrorCode.INVALID_REQUEST, subject, sentence);
    }
}
