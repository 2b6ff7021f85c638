package dev.refactory.index.git;

import dev.refactory.kit.problem.RefactoryException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.TooLargeObjectInPackException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.BlobObjectChecker;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.ObjectWalk;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.transport.PackLock;
import org.eclipse.jgit.transport.PackParser;

/// Unpacks one bundle into a bare repository: every object is checked as `git fsck` would, nothing
/// is larger than the limits, and everything the refs lead to is there.
final class BundleImport {
    private static final int PACK_HEADER = 12;

    /// A deflated object is never shorter, its header included.
    private static final int SHORTEST_OBJECT = 9;

    private final Repository target;
    private final BundleLimits limits;
    private final FetchBudget budget;

    BundleImport(Repository target, BundleLimits limits, FetchBudget budget) {
        this.target = target;
        this.limits = limits;
        this.budget = budget;
    }

    /// @param bundle not closed
    /// @param bytes of the bundle
    /// @param known tips whose objects are all there already
    /// @throws RefactoryException `invalid_request` or `limit_exceeded` saying what is wrong with
    ///     the bundle
    BundleHeader run(InputStream bundle, long bytes, Collection<ObjectId> known) throws IOException {
        BufferedInputStream in = new BufferedInputStream(bundle, 1 << 16);
        BundleHeader header = BundleHeader.read(in, limits);
        try (ObjectReader reader = target.newObjectReader()) {
            for (ObjectId prerequisite : header.prerequisites()) {
                if (!reader.has(prerequisite)) {
                    throw BundleHeader.invalid("builds on the commit " + prerequisite.name()
                            + ", which was not uploaded before to a repository of this name");
                }
            }
        }
        checkCount(in, bytes);
        try {
            unpack(in, bytes);
            connect(header, known);
        } catch (TooLargeObjectInPackException e) {
            throw tooLarge("an object of more than " + limits.objectBytes() + " bytes");
        } catch (MissingObjectException e) {
            throw BundleHeader.invalid("lacks the object " + e.getObjectId().name() + ", which others in it need");
        } catch (UnpackedTooMuch e) {
            throw tooLarge("objects that are far larger than the bundle once unpacked");
        } catch (CorruptObjectException | IncorrectObjectTypeException | EOFException e) {
            throw BundleHeader.invalid("is damaged (" + GitErrors.redacted(e) + ")");
        } catch (OutOfMemoryError e) {
            throw tooLarge("objects that need more memory than there is");
        }
        return header;
    }

    /// The same for a bundle that was checked before: what its refs lead to is not followed again.
    void unpackChecked(InputStream bundle, long bytes) throws IOException {
        BufferedInputStream in = new BufferedInputStream(bundle, 1 << 16);
        BundleHeader.read(in, limits);
        checkCount(in, bytes);
        unpack(in, bytes);
    }

    /// A pack that claims more objects than its bytes can hold would have memory reserved for them
    /// all.
    private void checkCount(BufferedInputStream in, long bytes) throws IOException {
        in.mark(PACK_HEADER);
        byte[] header = in.readNBytes(PACK_HEADER);
        in.reset();
        if (header.length < PACK_HEADER
                || header[0] != 'P'
                || header[1] != 'A'
                || header[2] != 'C'
                || header[3] != 'K') {
            throw BundleHeader.invalid("has no pack after its header");
        }
        long count = 0;
        for (int i = 8; i < PACK_HEADER; i++) {
            count = count << 8 | header[i] & 0xff;
        }
        if (count > limits.objects()) {
            throw tooLarge("more than " + limits.objects() + " objects");
        }
        if (count * SHORTEST_OBJECT > bytes) {
            throw BundleHeader.invalid("claims to hold " + count + " objects, more than its " + bytes + " bytes can");
        }
    }

    private void unpack(InputStream in, long bytes) throws IOException {
        try (ObjectInserter inserter = target.newObjectInserter()) {
            PackParser parser = inserter.newPackParser(in);
            parser.setAllowThin(true);
            parser.setCheckEofAfterPackFooter(true);
            parser.setMaxObjectSizeLimit(limits.objectBytes());
            parser.setObjectChecker(new Meter(limits.unpackedBytes(bytes)));
            PackLock lock = parser.parse(budget);
            inserter.flush();
            if (lock != null) {
                lock.unlock();
            }
        } catch (IndexOutOfBoundsException | IllegalArgumentException | NegativeArraySizeException e) {
            throw BundleHeader.invalid("has a damaged pack");
        } catch (IOException e) {
            throw stopped(e);
        }
    }

    /// Everything that the refs lead to is there.
    private void connect(BundleHeader header, Collection<ObjectId> known) throws IOException {
        try (ObjectWalk walk = new ObjectWalk(target)) {
            for (var ref : header.refs().entrySet()) {
                RevObject tip = walk.parseAny(ref.getValue());
                if (ref.getKey().startsWith("refs/heads/") && !(tip instanceof RevCommit)) {
                    throw BundleHeader.invalid(
                            "has the branch " + ref.getKey() + " pointing to something else than a commit");
                }
                walk.markStart(tip);
            }
            for (ObjectId each : known) {
                walk.markUninteresting(walk.parseAny(each));
            }
            walk.setRetainBody(false);
            int seen = 0;
            while (walk.next() != null) {
                if (++seen % 1_024 == 0 && budget.isCancelled()) {
                    throw stopped(new IOException("stopped"));
                }
            }
            ObjectReader reader = walk.getObjectReader();
            for (RevObject object = walk.nextObject(); object != null; object = walk.nextObject()) {
                if (++seen % 1_024 == 0 && budget.isCancelled()) {
                    throw stopped(new IOException("stopped"));
                }
                if (!reader.has(object)) {
                    throw new MissingObjectException(object, object.getType());
                }
            }
        }
    }

    private IOException stopped(IOException e) {
        if (budget.late()) {
            throw tooLarge(
                    "more than this server unpacks within " + limits.time().toSeconds() + " seconds");
        }
        if (budget.isCancelled()) {
            throw new java.util.concurrent.CancellationException("Unpacking the bundle was cancelled");
        }
        if (e instanceof java.util.zip.ZipException) {
            return new CorruptObjectException(String.valueOf(e.getMessage()));
        }
        return e;
    }

    private static RefactoryException tooLarge(String what) {
        return GitErrors.limit(
                "body",
                "The bundle has " + what + ": leave out what is not needed, or have the server fetch a Git URL.");
    }

    private static final class UnpackedTooMuch extends CorruptObjectException {
        private static final long serialVersionUID = 1;

        UnpackedTooMuch() {
            super("unpacked too much");
        }
    }

    /// Checks every object and adds up what was unpacked.
    private static final class Meter extends ObjectChecker {
        private long left;

        Meter(long most) {
            this.left = most;
            Fetch.lenient(this);
        }

        private void spend(long bytes) throws CorruptObjectException {
            left -= bytes;
            if (left < 0) {
                throw new UnpackedTooMuch();
            }
        }

        @Override
        public void check(AnyObjectId id, int type, byte[] raw) throws CorruptObjectException {
            spend(raw.length);
            super.check(id, type, raw);
        }

        @Override
        public BlobObjectChecker newBlobObjectChecker() {
            return new BlobObjectChecker() {
                @Override
                public void update(byte[] in, int offset, int length) {
                    left -= length;
                }

                @Override
                public void endBlob(AnyObjectId id) throws CorruptObjectException {
                    spend(0);
                }
            };
        }
    }
}
