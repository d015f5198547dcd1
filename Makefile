# make demo     a virtual environment, the program, corpus/ converted into out/, one declaration shown, three towns compared
# make test     all the set-up, then everything that must hold
# Python 3.11 or newer and make are needed; `make demo PYTHON=python3.12` chooses one. `make help` lists the rest.

VENV ?= .venv
OUT ?= out
JOBS ?= 2
PYTEST_FLAGS ?=
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

BIN := $(VENV)/bin
INSTALL := PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt PIP_DISABLE_PIP_VERSION_CHECK=1 \
	$(BIN)/python -m pip install --quiet -c constraints.txt
SEED := corpus/dongkeng-2026-public-service-office.txt

# In CI no test may be skipped: SHENBAO_NO_SKIP=1 turns a skipped test into a failed run.
ifdef SHENBAO_NO_SKIP
NO_SKIP := PYTHONPATH=tests/project
override PYTEST_FLAGS += -p no_skips
endif

.PHONY: help demo install dev check test golden corpus evaluate benchmark clean

help:
	@echo "make demo       convert corpus/ into $(OUT)/, show one declaration, compare three towns"
	@echo "make test       set up, check, and run all tests"
	@echo "make check      ruff, mypy --strict, import-linter"
	@echo "make golden     compare what the documents of corpus/ come out as with golden/"
	@echo "make corpus     print 60 invented documents into build/corpus (LibreOffice, Chromium, Chinese fonts)"
	@echo "make evaluate   score the documents of build/corpus, field by field"
	@echo "make benchmark  measure beside other extractors, into docs/benchmark.md"
	@echo "make clean      remove $(VENV), $(OUT) and build"

$(VENV)/created:
	@test -n "$(PYTHON)" || { echo "需要 Python 3.11 或更新版本。Python 3.11 or newer is needed." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "无法建立虚拟环境；Debian/Ubuntu 请先安装 python3-venv。" >&2; \
		echo "No virtual environment could be made; on Debian or Ubuntu install python3-venv." >&2; exit 1; }
	@touch $@

$(VENV)/installed: $(VENV)/created pyproject.toml constraints.txt
	@echo "正在安装 installing ..."
	@$(INSTALL) -e '.[ocr,compare]'
	@touch $@

$(VENV)/developed: $(VENV)/installed
	@echo "正在安装开发工具 installing the tools for development ..."
	@$(INSTALL) -e '.[ocr,compare,dev]'
	@touch $@

install: $(VENV)/installed
dev: $(VENV)/developed

demo: $(VENV)/installed
	@$(BIN)/shenbao show $(SEED)
	@echo
	@$(BIN)/shenbao convert corpus -o $(OUT) --xlsx $(OUT)/corpus.xlsx
	@echo
	@$(BIN)/shenbao convert 'corpus/demo-*.pdf' -o $(OUT)/towns
	@$(BIN)/shenbao dataset $(OUT)/towns -o $(OUT)/dataset
	@$(BIN)/shenbao compare $(OUT)/dataset --register corpus/demo-register.csv \
		--html $(OUT)/report.html --documents corpus > $(OUT)/compare.txt
	@echo
	@echo "JSON 在 $(OUT)/，工作簿是 $(OUT)/corpus.xlsx。The JSON is in $(OUT)/, the workbook is $(OUT)/corpus.xlsx."
	@echo "三个虚构镇的对比：请用浏览器打开 $(OUT)/report.html。Three invented towns compared: open $(OUT)/report.html."

check: $(VENV)/developed
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check
	$(NO_SKIP) $(BIN)/python -m pytest -n $(JOBS) $(PYTEST_FLAGS)

golden: $(VENV)/installed
	$(BIN)/shenbao golden check

corpus: $(VENV)/developed
	$(BIN)/python scripts/make_corpus.py build/corpus --count 60 --seed 1

evaluate: $(VENV)/installed
	$(BIN)/shenbao evaluate build/corpus

benchmark: $(VENV)/developed
	@$(INSTALL) -e '.[ocr,compare,dev,bench]'
	@$(BIN)/python -m pip uninstall --quiet --yes opencv-python opencv-python-headless opencv-contrib-python
	@$(INSTALL) --no-deps opencv-contrib-python
	$(BIN)/python scripts/benchmark.py --markdown docs/benchmark.md

clean:
	rm -rf $(VENV) $(OUT) build
