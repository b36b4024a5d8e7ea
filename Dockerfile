FROM python:3.11-slim AS build

ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
WORKDIR /srv/gcmhub
RUN pip install --no-cache-dir "uv>=0.13,<1"

# The environment alone first: it changes less often than the code.
COPY pyproject.toml uv.lock ./
RUN uv sync --locked --no-install-project --no-default-groups --group build

COPY . .
RUN .venv/bin/pybabel compile --domain django --directory locale \
    && .venv/bin/python manage.py collectstatic --noinput \
    && uv sync --locked --no-install-project --no-default-groups  # takes away what was for building only


FROM python:3.11-slim

ENV PATH=/srv/gcmhub/.venv/bin:$PATH PYTHONUNBUFFERED=1
WORKDIR /srv/gcmhub
RUN useradd --system --no-create-home gcmhub
COPY --from=build /srv/gcmhub /srv/gcmhub
USER gcmhub

EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=3)"]
CMD ["gunicorn", "gcmhub.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", \
     "--worker-tmp-dir", "/dev/shm", "--no-control-socket", "--access-logfile", "-"]
