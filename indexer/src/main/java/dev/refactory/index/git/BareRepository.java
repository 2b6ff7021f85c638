package dev.refactory.index.git;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.PackParser;

/// A repository that takes in no pack that claims more objects, or a larger one, than the limits
/// allow: JGit reserves memory for what a pack claims before it has seen any of it.
final class BareRepository extends FileRepository {
    private static final int PACK_HEADER = 12;
    private static final int COUNT = 8;

    private final PackLimits limits;

    private BareRepository(FileRepositoryBuilder builder, PackLimits limits) throws IOException {
        super(builder);
        this.limits = limits;
    }

    /// @param builder says where
    static BareRepository open(FileRepositoryBuilder builder, PackLimits limits) throws IOException {
        BareRepository repository = new BareRepository(builder.setup(), limits);
        if (builder.isMustExist() && !repository.getObjectDatabase().exists()) {
            repository.close();
            throw new RepositoryNotFoundException(builder.getGitDir());
        }
        return repository;
    }

    /// Of one pack.
    ///
    /// @param objects it may claim to hold
    /// @param objectBytes of one object, unpacked
    record PackLimits(int objects, long objectBytes) {}

    /// A pack claims more objects than may be taken in.
    static final class TooManyObjects extends IOException {
        private static final long serialVersionUID = 1;

        TooManyObjects(long claimed) {
            super("it sends a pack of " + claimed + " objects");
        }
    }

    @Override
    public ObjectInserter newObjectInserter() {
        ObjectInserter inserter = super.newObjectInserter();
        return new ObjectInserter.Filter() {
            @Override
            protected ObjectInserter delegate() {
                return inserter;
            }

            @Override
            public PackParser newPackParser(InputStream in) throws IOException {
                PackParser parser = inserter.newPackParser(new CountedPack(in, limits.objects()));
                parser.setMaxObjectSizeLimit(limits.objectBytes());
                return parser;
            }
        };
    }

    /// Reads on only while the header, however it arrives, claims no more objects than allowed.
    private static final class CountedPack extends FilterInputStream {
        private final int most;
        private int seen;
        private long count;

        CountedPack(InputStream in, int most) {
            super(in);
            this.most = most;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            if (read >= 0) {
                look((byte) read);
            }
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            for (int i = 0; i < read && seen < PACK_HEADER; i++) {
                look(buffer[offset + i]);
            }
            return read;
        }

        private void look(byte next) throws IOException {
            if (seen < PACK_HEADER && seen++ >= COUNT) {
                count = count << 8 | next & 0xff;
            }
            if (seen == PACK_HEADER && count > most) {
                throw new TooManyObjects(count);
            }
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
