package dev.refactory.index.git;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/// Inline files as one commit. Author, time and message are fixed, so equal files are the same commit.
final class ManifestCommit {
    private static final PersonIdent AUTHOR =
            new PersonIdent("Refactory", "refactory@localhost", Instant.parse("2000-01-01T00:00:00Z"), ZoneOffset.UTC);

    private final Map<String, byte[]> files = new TreeMap<>();

    /// @throws RefactoryException `repository_empty`, `limit_exceeded`, or `invalid_request` naming the file
    ManifestCommit(RepositorySource.Manifest manifest, GitConfig.Limits limits) {
        if (manifest.files().isEmpty()) {
            throw new RefactoryException(
                    ErrorCode.REPOSITORY_EMPTY, "files", "The list of files is empty: send at least one file.");
        }
        if (manifest.files().size() > limits.files()) {
            throw GitErrors.limit("files", "More than " + limits.files() + " files: send a Git URL instead.");
        }
        long bytes = 0;
        for (RepositorySource.Manifest.File file : manifest.files()) {
            byte[] content = decode(file);
            bytes += content.length;
            if (bytes > limits.packBytes()) {
                throw GitErrors.limit("files", "The files have too many bytes: send a Git URL instead.");
            }
            check(file.path(), limits.pathDepth());
            if (files.put(file.path(), content) != null) {
                throw invalid(file.path(), "is there twice");
            }
        }
        refuseFilesThatAreDirectories();
    }

    private static byte[] decode(RepositorySource.Manifest.File file) {
        try {
            return Base64.getDecoder().decode(file.contentBase64());
        } catch (IllegalArgumentException e) {
            throw invalid(file.path(), "has content that is not base64");
        }
    }

    private static void check(String path, int maxDepth) {
        List<String> segments = List.of(path.split("/", -1));
        if (segments.size() > maxDepth) {
            throw invalid(path, "is more than " + maxDepth + " directories deep");
        }
        ObjectChecker checker = new ObjectChecker().setSafeForWindows(true).setSafeForMacOS(true);
        try {
            for (String segment : segments) {
                byte[] name = segment.getBytes(StandardCharsets.UTF_8);
                checker.checkPathSegment(name, 0, name.length);
            }
        } catch (CorruptObjectException e) {
            throw invalid(path, "is not a path that Git takes on every system");
        }
    }

    private void refuseFilesThatAreDirectories() {
        for (String path : files.keySet()) {
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                if (files.containsKey(path.substring(0, slash))) {
                    throw invalid(path, "needs a directory where another entry has a file");
                }
            }
        }
    }

    private static RefactoryException invalid(String path, String why) {
        return new RefactoryException(
                ErrorCode.INVALID_REQUEST,
                "repository_context.files",
                "The file '" + path + "' " + why + ": send each file once, with a relative path such as src/A.java.");
    }

    /// SHA-256 over paths and contents, 64 hex digits.
    String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.forEach((path, content) -> {
                digest.update((path + '\0' + content.length + '\0').getBytes(StandardCharsets.UTF_8));
                digest.update(content);
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /// Writes blobs, trees and the commit, and keeps it by a ref.
    RevCommit writeTo(Repository bare) throws IOException {
        try (ObjectInserter inserter = bare.newObjectInserter()) {
            DirCache index = DirCache.newInCore();
            DirCacheBuilder builder = index.builder();
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                DirCacheEntry entry = new DirCacheEntry(file.getKey());
                entry.setFileMode(FileMode.REGULAR_FILE);
                entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, file.getValue()));
                builder.add(entry);
            }
            builder.finish();
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(index.writeTree(inserter));
            commit.setAuthor(AUTHOR);
            commit.setCommitter(AUTHOR);
            commit.setEncoding(StandardCharsets.UTF_8);
            commit.setMessage("Files sent with a job\n");
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            RefUpdate keep = bare.updateRef("refs/refactory/" + id.name());
            keep.setNewObjectId(id);
            keep.forceUpdate();
            try (RevWalk walk = new RevWalk(bare)) {
                return walk.parseCommit(id);
            }
        }
    }
}
