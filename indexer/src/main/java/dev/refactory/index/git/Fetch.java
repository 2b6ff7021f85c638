package dev.refactory.index.git;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.errors.TooLargeObjectInPackException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/// Brings one commit, without its history, into a bare repository.
final class Fetch {
    private static final String KEPT = "refs/refactory/";
    private static final int MAX_CHECKED = 1_000_000;
    private static final String INCOMING = KEPT + "incoming";
    private static final String DEEP = KEPT + "deep/";

    /// How deep branches and tags are looked into, one after the other; the last is Git's word for
    /// all of it.
    private static final int[] DEPTHS = {50, 1_000, Integer.MAX_VALUE};

    private final Repository target;
    private final RemoteAddress address;
    private final FetchBudget budget;
    private final BooleanSupplier cancelled;
    private final RemoteTransports.@Nullable Opened remote;

    /// @param remote null for a local source
    Fetch(
            Repository target,
            RemoteAddress address,
            FetchBudget budget,
            BooleanSupplier cancelled,
            RemoteTransports.@Nullable Opened remote) {
        this.target = target;
        this.address = address;
        this.budget = budget;
        this.cancelled = cancelled;
        this.remote = remote;
    }

    /// @param ref a branch, a tag or a full ref name; null for the remote's HEAD
    RevCommit ref(Transport transport, @Nullable String ref) {
        return guarded(() -> {
            configure(transport);
            Map<String, Ref> refs;
            try (FetchConnection connection = transport.openFetch()) {
                refs = new TreeMap<>(connection.getRefsMap());
            }
            String name = RefChoice.of(address.label(), refs.keySet(), ref);
            RevCommit here = known(refs.get(name));
            if (here != null) {
                return here;
            }
            transport.fetch(budget, List.of(new RefSpec("+" + name + ":" + INCOMING)));
            Ref incoming = target.exactRef(INCOMING);
            if (incoming == null) {
                throw new IOException("nothing arrived");
            }
            return kept(incoming.getObjectId(), ref == null ? "HEAD" : ref);
        });
    }

    /// The commit a remote's ref means, when it came here before.
    private @Nullable RevCommit known(@Nullable Ref ref) throws IOException {
        ObjectId id =
                ref == null ? null : ref.getPeeledObjectId() == null ? ref.getObjectId() : ref.getPeeledObjectId();
        if (id == null || target.exactRef(KEPT + id.name()) == null) {
            return null;
        }
        try (RevWalk walk = new RevWalk(target)) {
            return walk.parseCommit(id);
        }
    }

    /// By its id; where the remote does not give that out, by looking below its branches and tags,
    /// deeper each time.
    RevCommit commit(Transport transport, String commit) {
        return guarded(() -> {
            configure(transport);
            try {
                transport.fetch(budget, List.of(new RefSpec(commit)));
                return kept(ObjectId.fromString(commit), commit);
            } catch (org.eclipse.jgit.errors.TransportException e) {
                if (stopped() || !refusesIds(e)) {
                    throw e;
                }
                return below(transport, ObjectId.fromString(commit));
            }
        });
    }

    private RevCommit below(Transport transport, ObjectId commit) throws IOException {
        List<RefSpec> everything = List.of(
                new RefSpec("+refs/heads/*:" + DEEP + "heads/*"), new RefSpec("+refs/tags/*:" + DEEP + "tags/*"));
        try {
            for (int depth : DEPTHS) {
                transport.setDepth(depth);
                transport.fetch(budget, everything);
                if (target.getObjectDatabase().has(commit)) {
                    return kept(commit, commit.name());
                }
                if (nothingBelow()) {
                    break;
                }
            }
        } catch (org.eclipse.jgit.errors.TransportException e) {
            boolean misread = e instanceof PackProtocolException
                    || e.getCause() instanceof PackProtocolException
                    || String.valueOf(e.getMessage()).contains("unshallow");
            if (stopped() || !misread) {
                throw e;
            }
            // JGit cannot follow how Git's first protocol ends a history that has been sent already.
        } finally {
            for (Ref ref : target.getRefDatabase().getRefsByPrefix(DEEP)) {
                RefUpdate gone = target.updateRef(ref.getName());
                gone.setForceUpdate(true);
                gone.delete();
            }
        }
        throw GitErrors.unknownCommit(address.label(), commit.name());
    }

    /// Whether what was fetched is all the history there is; JGit cannot ask for more of it then.
    private boolean nothingBelow() throws IOException {
        Set<ObjectId> cutOff = target.getObjectDatabase().getShallowCommits();
        try (RevWalk walk = new RevWalk(target)) {
            for (Ref ref : target.getRefDatabase().getRefsByPrefix(DEEP)) {
                if (walk.peel(walk.parseAny(ref.getObjectId())) instanceof RevCommit tip) {
                    walk.markStart(tip);
                }
            }
            for (RevCommit each : walk) {
                if (cutOff.contains(each)) {
                    return false;
                }
            }
            return true;
        }
    }

    /// A remote that answered, but not with this object.
    private static boolean refusesIds(Exception e) {
        String message = String.valueOf(e.getMessage());
        return e instanceof org.eclipse.jgit.errors.RemoteRepositoryException
                || e.getCause() instanceof MissingObjectException
                || message.contains("not valid")
                || message.contains("not our ref")
                || message.contains("unadvertised")
                // JGit's words where the answer came before it had asked in full.
                || message.contains("without written request data pending");
    }

    private void configure(Transport transport) {
        transport.setTagOpt(TagOpt.NO_TAGS);
        transport.setDepth(1);
        transport.setRemoveDeletedRefs(false);
        transport.setObjectChecker(lenient(new ObjectChecker()));
        // JGit's own check follows parents, which a fetch without history does not have; see complete().
        transport.setCheckFetchedObjects(false);
    }

    /// Lets pass what is old and harmless: names without an e-mail address, modes with a leading
    /// zero.
    static ObjectChecker lenient(ObjectChecker checker) {
        checker.setAllowInvalidPersonIdent(true);
        checker.setAllowLeadingZeroFileMode(true);
        return checker;
    }

    private RevCommit kept(ObjectId fetched, String asked) throws IOException {
        if (stopped()) {
            throw whyStopped();
        }
        try (RevWalk walk = new RevWalk(target)) {
            RevCommit commit = walk.parseCommit(fetched);
            complete(commit);
            keep(commit);
            return commit;
        } catch (IncorrectObjectTypeException e) {
            throw GitErrors.notACommit(asked, e);
        }
    }

    /// Every object of the commit's tree is here, whatever its type; a tree with too many is left to its reader's
    /// limit.
    private void complete(RevCommit commit) throws IOException {
        try (ObjectReader reader = target.newObjectReader();
                TreeWalk walk = new TreeWalk(target, reader)) {
            walk.addTree(commit.getTree());
            walk.setRecursive(true);
            for (int seen = 0; seen < MAX_CHECKED && walk.next(); seen++) {
                boolean elsewhere = walk.getFileMode(0) == FileMode.GITLINK;
                // Asked for with its type, JGit would read the whole object; whoever reads it says what it is not.
                if (!elsewhere && !reader.has(walk.getObjectId(0))) {
                    throw new MissingObjectException(walk.getObjectId(0), Constants.TYPE_BLOB);
                }
            }
        }
    }

    private void keep(RevCommit commit) throws IOException {
        RefUpdate keep = target.updateRef(KEPT + commit.name());
        keep.setNewObjectId(commit);
        keep.forceUpdate();
    }

    private RevCommit guarded(Work work) {
        try {
            return work.run();
        } catch (IOException e) {
            if (stopped()) {
                throw whyStopped();
            }
            if (remote != null && remote.answers().refused()) {
                throw GitErrors.refused(address, remote.credentials());
            }
            throw tooLarge(e) ? GitErrors.tooLarge(address, e) : GitErrors.unavailable(address, e);
        }
    }

    /// Whether the pack was refused for what it claims or holds.
    private static boolean tooLarge(Throwable e) {
        return e instanceof BareRepository.TooManyObjects
                || e instanceof TooLargeObjectInPackException
                || e.getCause() != null && tooLarge(e.getCause());
    }

    private boolean stopped() {
        return cancelled.getAsBoolean() || budget.tooLarge() || budget.late();
    }

    private RuntimeException whyStopped() {
        if (cancelled.getAsBoolean()) {
            return new CancellationException("The fetch was cancelled");
        }
        if (budget.tooLarge()) {
            return GitErrors.limit(
                    address.label(),
                    "The repository " + address.label() + " is larger than this server fetches: see /v2/limits.");
        }
        return GitErrors.unavailable(address, new IOException("it took longer than the limit on one fetch"));
    }

    private interface Work {
        RevCommit run() throws IOException;
    }
}
