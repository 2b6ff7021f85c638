package dev.refactory.index.dependency;

import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import dev.refactory.index.dependency.Dependencies.Jar;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/// The jars of this machine, fetched where they are missing and hashed once. Thread-safe.
final class JarFiles {
    private final MavenAccess maven;
    private final Map<String, Path> bySha256 = new ConcurrentHashMap<>();
    private final Map<Path, String> sha256s = new ConcurrentHashMap<>();

    JarFiles(MavenAccess maven) {
        this.maven = maven;
    }

    Jar fetch(DefaultRepositorySystemSession session, Artifact artifact)
            throws ArtifactResolutionException, IOException {
        Path path = maven.system()
                .resolveArtifact(session, new ArtifactRequest(artifact, maven.remotes(), null))
                .getArtifact()
                .getFile()
                .toPath();
        return new Jar(coordinates(artifact), sha256(path), path);
    }

    /// The same content on this machine, or empty.
    Optional<Path> again(CompileContext.Jar jar) {
        Path known = bySha256.get(jar.sha256());
        if (known != null && Files.exists(known)) {
            return Optional.of(known);
        }
        String[] parts = jar.coordinates().split(":");
        Artifact artifact = new DefaultArtifact(parts[0], parts[1], parts.length > 3 ? parts[3] : "", "jar", parts[2]);
        try {
            Jar found = fetch(maven.session(), artifact);
            return found.sha256().equals(jar.sha256()) ? Optional.of(found.path()) : Optional.empty();
        } catch (ArtifactResolutionException | IOException e) {
            return Optional.empty();
        }
    }

    static String coordinates(Artifact artifact) {
        String plain = artifact.getGroupId() + ":" + artifact.getArtifactId() + ":" + artifact.getVersion();
        return artifact.getClassifier().isEmpty() ? plain : plain + ":" + artifact.getClassifier();
    }

    private String sha256(Path jar) throws IOException {
        String known = sha256s.get(jar);
        if (known != null) {
            return known;
        }
        try (InputStream bytes = Files.newInputStream(jar);
                DigestInputStream digest = new DigestInputStream(bytes, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(OutputStream.nullOutputStream());
            String sha256 = HexFormat.of().formatHex(digest.getMessageDigest().digest());
            sha256s.put(jar, sha256);
            bySha256.put(sha256, jar);
            return sha256;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
