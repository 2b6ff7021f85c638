package dev.refactory.api.submit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.api.catalogue.Limits;
import dev.refactory.kit.problem.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One file of an inline repository.
///
/// @param path relative, with `/`, without `.`, `..` or `.git` in it
/// @param contentBase64 the bytes
record InlineFile(String path, String contentBase64) {
    private static final int FAULTS_SHOWN = 20;

    /// Reads the member `files`; null when there were faults.
    static RepositoryContext.@Nullable Manifest readAll(Members context, JsonNode files) {
        if (!files.isArray() || files.isEmpty() || files.size() > Limits.INLINE_FILES) {
            context.fault("files", "Must be a list of 1 to " + Limits.INLINE_FILES + " files.");
            return null;
        }
        List<InlineFile> read = new ArrayList<>();
        Set<String> paths = new HashSet<>();
        long bytes = 0;
        int faulty = 0;
        for (int i = 0; i < files.size() && faulty < FAULTS_SHOWN; i++) {
            String name = "files[" + i + "]";
            if (!(files.get(i) instanceof ObjectNode object)) {
                context.fault(name, "Must be an object with path and content.");
                faulty++;
                continue;
            }
            Members file = new Members(object, context.at(name), context.faults());
            byte[] content = content(file);
            String path = path(file);
            if (path == null || content == null) {
                faulty++;
            } else if (!paths.add(path)) {
                file.fault("path", "'" + path + "' is given twice: keep one.");
                faulty++;
            } else {
                bytes += content.length;
                read.add(new InlineFile(path, Base64.getEncoder().encodeToString(content)));
            }
        }
        if (bytes > Limits.INLINE_BYTES) {
            context.faults()
                    .add(
                            ErrorCode.LIMIT_EXCEEDED,
                            context.at("files"),
                            "The files have " + bytes + " bytes, " + Limits.INLINE_BYTES
                                    + " are allowed inline: give the repository as git_url.");
        }
        return faulty > 0 ? null : new RepositoryContext.Manifest(read);
    }

    private static @Nullable String path(Members file) {
        if (file.value("path") == null) {
            file.fault("path", "Required: a relative path such as src/main/java/com/acme/Foo.java.");
            return null;
        }
        String path = file.text("path", Limits.PATH_CHARACTERS);
        if (path == null) {
            return null;
        }
        boolean bad = path.indexOf('\\') >= 0;
        for (String part : path.split("/", -1)) {
            String folded = part.toLowerCase(Locale.ROOT);
            bad |= part.isEmpty() || part.equals(".") || part.equals("..") || folded.equals(".git");
        }
        if (bad) {
            file.fault("path", "'" + path + "' must be relative, with / between names, without ., .., .git or \\.");
            return null;
        }
        return path;
    }

    private static byte @Nullable [] content(Members file) {
        file.refuseOthers(Set.of("path", "content", "content_base64"));
        JsonNode text = file.value("content");
        JsonNode encoded = file.value("content_base64");
        if ((text == null) == (encoded == null)) {
            file.fault("content", "Give exactly one of content and content_base64.");
            return null;
        }
        JsonNode given = text == null ? encoded : text;
        if (given == null || !given.isTextual()) {
            file.fault(text == null ? "content_base64" : "content", "Must be a string.");
            return null;
        }
        if (text != null) {
            return given.textValue().getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(given.textValue());
        } catch (IllegalArgumentException e) {
            file.fault("content_base64", "Is not base64 (" + e.getMessage() + ").");
            return null;
        }
    }
}
