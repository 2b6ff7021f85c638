package dev.refactory.index.git;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a repository comes from, as a job's request names it.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RepositorySource.Remote.class, name = "remote"),
    @JsonSubTypes.Type(value = RepositorySource.Manifest.class, name = "manifest"),
    @JsonSubTypes.Type(value = RepositorySource.Upload.class, name = "upload")
})
public sealed interface RepositorySource {
    /// A Git URL or an allowed local path, and what of it: a commit id, or a ref (branch, tag, full
    /// ref name); both null means the remote's HEAD.
    record Remote(
            String gitUrl, @Nullable String ref, @Nullable String commit) implements RepositorySource {}

    /// What was uploaded as Git bundles, and what of it: a commit id, or a ref; both null means its
    /// HEAD, or its only branch.
    record Upload(
            String repositoryId,
            @Nullable String ref,
            @Nullable String commit) implements RepositorySource {}

    /// A whole small repository inline. Becomes one commit whose id depends on the files only.
    record Manifest(List<File> files) implements RepositorySource {
        public Manifest {
            files = List.copyOf(files);
        }

        /// @param contentBase64 the bytes
        public record File(String path, String contentBase64) {}
    }
}
