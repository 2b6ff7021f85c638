package dev.refactory.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// The recipes of a job in a file: one operation, `{"name": …, "parameters": {…}}`, or a list of
/// them, as JSON or YAML. A name that ends in `.json`, `.yaml` or `.yml` says which; of any other
/// file, and of stdin, what begins with `{` or `[` is JSON.
final class RecipeFile {
    private static final int BYTES = 1 << 20;
    private static final String OPTION = "--recipe-file";

    private final String name;

    private RecipeFile(String name) {
        this.name = name;
    }

    /// @param name of the file, below `directory` unless absolute; `-` is `in`
    /// @return an object or an array; whether it is a recipe is the server's to say
    /// @throws RefactoryException `invalid_request` with a sentence that names the file and, where the
    ///     text is at fault, the line
    static JsonNode read(String name, Path directory, InputStream in) throws IOException {
        RecipeFile file = new RecipeFile(name.equals("-") ? "stdin" : name);
        String text = file.text(name.equals("-") ? in : file.open(directory.resolve(name)));
        JsonNode recipes = file.json(text) ? file.parsed(text) : Yaml.parse(text, file::fault);
        if (!recipes.isContainerNode()) {
            throw invalid("There is no recipe in " + file.name
                    + ": write {\"name\": …, \"parameters\": {…}}, or a list of them.");
        }
        return recipes;
    }

    private InputStream open(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw invalid("There is no file " + path + ".");
        }
        if (!Files.isReadable(path)) {
            throw invalid("The file " + path + " may not be read.");
        }
        return Files.newInputStream(path);
    }

    private String text(InputStream in) throws IOException {
        byte[] bytes;
        try (in) {
            bytes = in.readNBytes(BYTES + 1);
        }
        if (bytes.length > BYTES) {
            throw invalid("Recipes of more than 1 MiB are not read: " + name + ".");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw invalid("The recipes in " + name + " are not UTF-8.");
        }
    }

    private boolean json(String text) {
        String suffix = name.toLowerCase(Locale.ROOT);
        if (suffix.endsWith(".yaml") || suffix.endsWith(".yml")) {
            return false;
        }
        String start = text.strip();
        return suffix.endsWith(".json") || start.startsWith("{") || start.startsWith("[");
    }

    private JsonNode parsed(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw fault(line, "this is not JSON; where YAML is meant, name the file .yaml");
        }
    }

    private RefactoryException fault(int line, String what) {
        return invalid(name + ", line " + line + ": " + what + ".");
    }

    private static RefactoryException invalid(String sentence) {
        return new RefactoryException(ErrorCode.INVALID_REQUEST, OPTION, sentence);
    }
}
