package dev.refactory.refactor.recipe.model;

import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.SourceText;
import dev.refactory.kit.json.Json;
import dev.refactory.refactor.plan.TransformTask;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What [RecipeModel] is asked: a [TransformTask] with the sources it is about. Plain data, written
/// as JSON.
///
/// @param version [TransformTask#VERSION]
/// @param operation what to do with each file
/// @param arguments of the operation
/// @param files by path
public record ModelRequest(
        int version, String operation, Map<String, String> arguments, List<ModelRequest.File> files) {
    public ModelRequest {
        arguments = Map.copyOf(arguments);
        files = List.copyOf(files);
    }

    /// The request of a task. `sources` is asked once for each of its files, in order.
    public static ModelRequest of(TransformTask task, Function<String, SourceText> sources) {
        return new ModelRequest(
                task.version(),
                task.operation(),
                task.arguments(),
                task.files().stream()
                        .map(work -> {
                            SourceText source = sources.apply(work.path());
                            return new File(
                                    work.path(),
                                    work.blobId(),
                                    source.charset().name(),
                                    source.text(),
                                    work.facts(),
                                    work.splitImports(),
                                    work.replacements());
                        })
                        .toList());
    }

    /// UTF-8 JSON; equal requests are equal bytes.
    public byte[] write() {
        return Json.write(this).getBytes(StandardCharsets.UTF_8);
    }

    /// @param charset the one the file's bytes were read in: a replacement must be writable in it
    /// @param text the whole file
    /// @param facts see [TransformTask.FileWork]
    public record File(
            String path,
            String blobId,
            String charset,
            String text,
            List<Occurrence> facts,
            List<Range> splitImports,
            List<TransformTask.Replacement> replacements) {
        public File {
            facts = List.copyOf(facts);
            splitImports = List.copyOf(splitImports);
            replacements = List.copyOf(replacements);
        }
    }
}
