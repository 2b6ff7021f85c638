package dev.refactory.index.git;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.problem.RefactoryException.FieldError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/// What stands before the pack of a Git bundle, versions 2 and 3.
///
/// @param prerequisites commits the bundle builds on and does not hold
/// @param refs full names, and `HEAD`, with the object each points to; never empty
record BundleHeader(List<ObjectId> prerequisites, Map<String, ObjectId> refs) {
    private static final int MAX_LINE = 4_096;
    private static final int MAX_PREREQUISITES = 100_000;
    private static final Pattern PREREQUISITE = Pattern.compile("-([0-9a-f]{40})( .*)?");
    private static final Pattern REF = Pattern.compile("([0-9a-f]{40}) (.+)");

    BundleHeader {
        prerequisites = List.copyOf(prerequisites);
        refs = Map.copyOf(refs);
    }

    /// Reads up to the pack.
    /// @param in buffered
    /// @throws RefactoryException `invalid_request` when it is no bundle, or one that cannot be
    ///     used
    static BundleHeader read(InputStream in, BundleLimits limits) throws IOException {
        boolean capabilities = switch (line(in)) {
            case "# v2 git bundle" -> false;
            case "# v3 git bundle" -> true;
            case null, default -> throw invalid("is not a Git bundle");
        };
        List<ObjectId> prerequisites = new ArrayList<>();
        Map<String, ObjectId> refs = new TreeMap<>();
        for (String line = line(in); line == null || !line.isEmpty(); line = line(in)) {
            if (line == null) {
                throw invalid("has a header that is cut off, or has a line that is not one of a bundle");
            }
            if (capabilities && line.startsWith("@")) {
                check(line);
            } else if (line.startsWith("-")) {
                prerequisites.add(prerequisite(line));
            } else {
                addRef(refs, line);
            }
            if (refs.size() > limits.refs() || prerequisites.size() > MAX_PREREQUISITES) {
                throw tooMany(limits.refs());
            }
        }
        if (refs.isEmpty()) {
            throw invalid("names no branch and no tag");
        }
        return new BundleHeader(prerequisites, refs);
    }

    private static void check(String capability) {
        if (capability.startsWith("@object-format=") && !capability.equals("@object-format=sha1")) {
            throw invalid("is of a repository whose object ids are not SHA-1, which this server does not read");
        }
        if (capability.startsWith("@filter=")) {
            throw invalid("was made with a filter and lacks objects");
        }
        if (!capability.startsWith("@object-format=")) {
            throw invalid("needs a capability that this server does not know");
        }
    }

    private static ObjectId prerequisite(String line) {
        Matcher matcher = PREREQUISITE.matcher(line);
        if (!matcher.matches()) {
            throw invalid("has a line that is not one of a bundle");
        }
        return ObjectId.fromString(matcher.group(1));
    }

    private static void addRef(Map<String, ObjectId> refs, String line) {
        Matcher matcher = REF.matcher(line);
        if (!matcher.matches()) {
            throw invalid("has a line that is not one of a bundle");
        }
        String name = matcher.group(2);
        boolean usable = name.equals("HEAD") || name.startsWith("refs/") && Repository.isValidRefName(name);
        if (!usable || name.length() > 1_024) {
            throw invalid("has a ref with a name that Git does not allow");
        }
        if (refs.put(name, ObjectId.fromString(matcher.group(1))) != null) {
            throw invalid("names the ref " + name + " twice");
        }
    }

    /// Null when it is too long, not UTF-8, or cut off.
    private static @Nullable String line(InputStream in) throws IOException {
        byte[] line = new byte[MAX_LINE];
        int length = 0;
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || length == MAX_LINE) {
                return null;
            }
            line[length++] = (byte) c;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static RefactoryException tooMany(int refs) {
        return GitErrors.limit(
                "body", "The bundle names more than " + refs + " refs: make it of the branches that matter.");
    }

    /// A fault of the bundle's maker.
    /// @param why completes "The bundle …"
    static RefactoryException invalid(String why) {
        String sentence = "The bundle " + why
                + ": make it with `git bundle create FILE --all` in a full clone, and send the whole file.";
        return new RefactoryException(
                ErrorCode.INVALID_REQUEST, "body", sentence, List.of(new FieldError("body", sentence)), null);
    }
}
