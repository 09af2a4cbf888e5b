# Makefile -- builds, installs and tests the extension with PGXS
#
#   make                          datagen.so, build/sql/datagen--VERSION.sql and, where node is, build/data/datagen.dat
#   make install [DESTDIR=…]      into the server that PG_CONFIG names
#   make installcheck             pg_regress against a running server where datagen is installed
#   make test                     everything in a throw-away cluster; touches nothing outside this folder and /tmp
#   make accept [TOPICS="a b"]    takes the new outputs of pg_regress as expected, after reading the diff
#   make lint | format | docs | demo | bench | clean
#
# Options: WERROR=1  SANITIZE=undefined  FAULT_INJECTION=1  V=1 (show the compiler's commands)  PG_CONFIG=/path/to/pg_config

EXTENSION  = datagen
EXTVERSION := $(shell sed -n "s/^default_version = '\(.*\)'/\1/p" datagen.control)
MODULE_big = datagen
PG_CONFIG ?= pg_config

SOURCES := $(sort $(wildcard src/*/*.cpp src/*/*/*.cpp))
OBJS     = $(SOURCES:%.cpp=build/obj/%.o)
FRAGMENTS := $(sort $(wildcard sql/install/*.sql))
# Functions that make server calls fail are for builds that inject faults only.
ifndef FAULT_INJECTION
FRAGMENTS := $(filter-out sql/install/90_fault.sql,$(FRAGMENTS))
endif
INSTALL_SQL = build/sql/$(EXTENSION)--$(EXTVERSION).sql

DATA       = $(wildcard sql/updates/$(EXTENSION)--*--*.sql)
DATA_built = $(INSTALL_SQL)

# The data pack is made by node from packages of its registry; without node everything but realistic values is there.
PACK_SOURCES := $(sort $(wildcard data/*.mjs)) data/package.json data/package-lock.json data/.npmrc
ifneq ($(and $(shell command -v node),$(shell command -v npm)),)
PACK = build/data/datagen.dat
endif

REGRESS      = $(sort $(patsubst sql/%.sql,%,$(wildcard sql/*.sql)))
REGRESS_OPTS = --outputdir=build/regress --load-extension=$(EXTENSION)
REGRESS_PREP = build/regress/results
EXTRA_CLEAN  = build tmp_install

PG_CPPFLAGS = -Isrc -isystem $(shell $(PG_CONFIG) --includedir-server)
# PostgreSQL 15 declares tree walkers without parameters, so C++ has to cast them.
PG_CXXFLAGS = -std=c++17 -O2 -Wall -Wextra -Wno-register -Wno-cast-function-type \
              -fvisibility=hidden -fvisibility-inlines-hidden -ffp-contract=off
SHLIB_LINK  = -lstdc++ -lm -Wl,--version-script=src/exports.map

ifdef WERROR
PG_CXXFLAGS += -Werror
endif
ifdef FAULT_INJECTION
PG_CPPFLAGS += -DDATAGEN_FAULT_INJECTION
endif
ifdef SANITIZE
# The server's own -fwrapv would hide signed overflow.
PG_CXXFLAGS += -O1 -g1 -fno-wrapv -fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer
SHLIB_LINK  += -fsanitize=$(SANITIZE) -lubsan
endif

# PGXS would also compile C++ to bitcode, and inlining that makes the server's JIT abort the whole server.
override with_llvm := no

PGXS := $(shell $(PG_CONFIG) --pgxs)
include $(PGXS)

$(shlib): src/exports.map

all: $(PACK)

build/data/datagen.dat: $(PACK_SOURCES)
	data/make_pack build/data

install: install-pack
install-pack: all
	$(if $(wildcard build/data/datagen.dat)$(PACK),$(MKDIR_P) '$(DESTDIR)$(datadir)/extension/datagen' && \
	  $(INSTALL_DATA) build/data/datagen.dat build/data/NOTICE '$(DESTDIR)$(datadir)/extension/datagen/', \
	  @echo 'no data pack: node and npm are not there, so realistic values will not be either')

uninstall: uninstall-pack
uninstall-pack:
	rm -rf '$(DESTDIR)$(datadir)/extension/datagen'

# Debian's server is built without --enable-depend, so the dependencies are ours to track.
build/obj/%.o: %.cpp build/flags
	@mkdir -p $(@D)
	$(if $(V),,@echo '  C++ $<';) $(COMPILE.cc) -MMD -MP -o $@ $<

-include $(OBJS:.o=.d)

# Objects are compiled again when the compiler or its options change.
build/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(COMPILE.cc)' | cmp -s - $@ || echo '$(COMPILE.cc)' > $@

# The first fragment refuses to be run by psql; the order of the others is their number.
$(INSTALL_SQL): $(FRAGMENTS) datagen.control Makefile build/flags
	@mkdir -p $(@D)
	cat $(FRAGMENTS) > $@.tmp && mv $@.tmp $@

build/regress/results:
	@mkdir -p $@

test: stage
	tools/run_tests --install '$(CURDIR)/tmp_install'

accept: stage
	tools/run_tests --install '$(CURDIR)/tmp_install' --accept regress $(TOPICS)

# The extension as it would be installed, without touching the system.
stage: all
	@rm -rf '$(CURDIR)/tmp_install'
	$(MAKE) install DESTDIR='$(CURDIR)/tmp_install' > build/install.log

lint: all
	tools/lint

format:
	clang-format -i $(shell find src test bench -name '*.cpp' -o -name '*.hpp' 2> /dev/null)

docs: stage
	tools/make_docs --install '$(CURDIR)/tmp_install'

demo:
	tools/demo

bench: stage
	bench/run --install '$(CURDIR)/tmp_install'

.PHONY: FORCE install-pack uninstall-pack test accept stage lint format docs demo bench
.DELETE_ON_ERROR:
