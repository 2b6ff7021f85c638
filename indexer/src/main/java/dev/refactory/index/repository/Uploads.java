package dev.refactory.index.repository;

import dev.refactory.index.git.BundleContent;
import dev.refactory.index.git.JGitRepositories;
import dev.refactory.index.git.RepositoryIdentity;
import dev.refactory.index.store.BundleStore;
import dev.refactory.index.store.BundleStore.Appended;
import dev.refactory.index.store.BundleStore.NewBundle;
import dev.refactory.index.store.RepositoryStore;
import dev.refactory.index.store.RepositoryStore.Registration;
import dev.refactory.index.store.RepositoryStore.StoredRepository;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.problem.RefactoryException.FieldError;
import dev.refactory.kit.tenant.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Takes Git bundles in: checked in quarantine first, kept whole or not at all. Thread-safe.
public final class Uploads {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,119}");

    /// Several uploads to one repository at once: each of them is in time once in as many tries.
    private static final int TRIES = 5;

    private final JGitRepositories git;
    private final RepositoryStore repositories;
    private final BundleStore bundles;
    private final RepositoryLimits limits;

    public Uploads(JGitRepositories git, RepositoryStore repositories, BundleStore bundles, RepositoryLimits limits) {
        this.git = git;
        this.repositories = repositories;
        this.bundles = bundles;
        this.limits = limits;
    }

    /// Adds a bundle to the repository of this name, which is made when there is none.
    /// @param name 1 to 120 letters, digits, dots, dashes, underscores; not starting with a dot or
    ///     dash
    /// @throws RefactoryException as [JGitRepositories#inspect] and [BundleStore#append],
    ///     `invalid_request` for the name; then nothing has changed
    public Registration upload(TenantId tenant, String name, Path bundle) {
        if (!NAME.matcher(name).matches()) {
            String sentence = "The name '" + name
                    + "' is not of 1 to 120 letters, digits, dots, dashes and underscores: give one that is.";
            throw new RefactoryException(
                    ErrorCode.INVALID_REQUEST, "name", sentence, List.of(new FieldError("name", sentence)), null);
        }
        RepositoryIdentity identity = JGitRepositories.identifyUpload(tenant, name);
        String id = identity.repositoryId();
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<StoredRepository> known = repositories.find(tenant, id);
            if (known.isPresent()
                    && !git.copies().startGeneration(tenant, id, known.get().generation())) {
                throw busy(name);
            }
            BundleContent content = git.inspect(tenant, id, bundle);
            Registration registration = repositories.register(tenant, identity, limits.repositories());
            if (append(tenant, id, content, bundle, registration.created()) != Appended.OUTRUN) {
                return registration;
            }
        }
        throw busy(name);
    }

    private Appended append(TenantId tenant, String id, BundleContent content, Path bundle, boolean created) {
        NewBundle added = new NewBundle(content.sha256(), content.bytes(), content.refs(), limits.uploadBytes());
        boolean kept = false;
        try (InputStream in = Files.newInputStream(bundle)) {
            Appended appended = bundles.append(tenant, id, content.after(), added, in);
            kept = true;
            return appended;
        } catch (IOException e) {
            throw new RefactoryException(ErrorCode.INTERNAL, "body", "The bundle could not be kept: send it again.", e);
        } finally {
            if (created && !kept) {
                repositories.markDeleted(tenant, id);
                repositories.purged(tenant, id);
            }
        }
    }

    private static RefactoryException busy(String name) {
        return new RefactoryException(
                ErrorCode.NOT_READY,
                name,
                "The repository " + name + " is being changed by others: send the bundle again in a moment.");
    }
}
